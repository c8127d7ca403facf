/** `certpress.yaml` and `people.yaml`: what belongs to a project, not to a case. */
import { z } from 'zod';
import { amount, code, done, fields, flag, from, limit, listOf, name, oneOf, text } from './fields.js';

/** `certpress.yaml`, at the root of a project folder. */
export const projectSchema = fields('项目', 'A project', {
  lang: oneOf(['zh', 'en', 'zh-en'], '文件的语言（缺省为中英双语）', 'Languages of the documents (both, unless said otherwise)'),
  asOf: done('判定日（样例固定此日）', 'The day to judge on (samples pin it)'),
  layouts: code('本机构版式所在文件夹（相对路径）', "Folder of the house's own layouts, labels and theme, relative to this file"),
});

/** One person of the certification body. */
export const personSchema = fields('人员', 'A person of the certification body', {
  name: name('姓名', 'Name'),
  registrations: listOf(
    fields('注册资格', 'A registration', {
      from: from(),
      scheme: oneOf(['QMS', 'EMS', 'OHSMS', 'BCMS', 'ISMS', 'ITSMS'], 'CCAA注册领域', 'CCAA field of registration'),
      number: code('注册号', 'Registration number'),
      grade: oneOf(['auditor', 'trainee'], '级别', 'Grade'),
      validTo: limit('有效期至', 'Valid until'),
    }),
    '注册资格', 'Registrations'),
  bcmsTraining: fields('业务连续性管理体系标准培训', 'Training in the BCMS standard', {
    on: done('培训日期', 'Date of the training'), passed: flag('考试合格', 'Examination passed'),
    standard: code('标准号', 'Number of the standard'),
  }),
  expert: fields('技术专家', 'Technical expert', {
    professionalCode: code('专业代码', 'Professional code'), employer: name('工作单位', 'Employer'), title: text('专业技术职称', 'Professional title'),
  }),
  employment: fields('聘用', 'Employment', {
    fullTime: flag('专职', 'Full-time'), underControl: flag('在机构管理控制下', "Under the body's control"),
    inMainlandChina: flag('在中国境内工作', 'Works in mainland China'), from: from(),
  }),
  conflicts: listOf(text('利益关系', 'A conflict of interest'), '声明的利益关系', 'Declared conflicts of interest'),
  yearsOfExperience: amount('从业年限', 'Years of experience'),
});
/** `people.yaml`: id to person. */
export const peopleSchema = z.record(z.string().min(1).max(100), personSchema);
