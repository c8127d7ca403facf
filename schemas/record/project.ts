/** `certpress.yaml` and `people.yaml`: what belongs to a project, not to a case. */
import { registrationGrades } from './words.js';
import { z } from 'zod';
import { stationerySchema } from '../stationery.js';
import { amount, code, done, entriesOf, fields, flag, from, limit, listOf, name, oneOf, ownDay, path, picture, text } from './fields.js';

/** What the body itself knows and no scheme says; what stands here wins over the pack's. */
export const bodyFactsSchema = fields('认证机构', 'The certification body', {
  sample: flag('样例：以下为虚构', 'A sample: what follows is invented'),
  from: ownDay('自该日起（信息有变时填写）', 'Holds from this day on; written when a fact has changed'),
  address: text('地址', 'Address'),
  phone: code('电话', 'Telephone'),
  approval: code('认证机构批准号', 'Approval number of the body'),
  enquiry: text('证书信息的查询途径，{number} 为证书编号', 'How to enquire about a certificate; {number} is its number'),
  enquiryUrl: code('二维码中的网址，{number} 为证书编号', 'Address in the QR code; {number} is the certificate’s number'),
  accreditation: code('认可注册号', 'Registration number of the accreditation'),
  logo: picture('机构标志文件（PNG或JPEG，自项目文件夹起的路径）', 'File of the body’s logo, PNG or JPEG, from the folder of the project'),
  certificationMark: picture('认证标志文件，印在证书上', 'File of the certification mark, printed on certificates'),
  accreditationMark: picture(
    '认可标识文件，印在写明认可的证书上',
    'File of the accreditation mark, printed on certificates that state an accreditation',
  ),
  stationery: stationerySchema,
});
/** The facts of the body that are pictures. */
export const bodyPictures = ['logo', 'certificationMark', 'accreditationMark'] as const;
export type BodyFacts = z.output<typeof bodyFactsSchema>;

/** `certpress.yaml`, at the root of a project folder. */
export const projectSchema = fields('项目', 'A project', {
  lang: oneOf(['zh', 'en', 'zh-en'], '文件的语言（缺省为中英双语）', 'Languages of the documents (both, unless said otherwise)'),
  asOf: done('判定日（样例固定此日）', 'The day to judge on (samples pin it)'),
  body: entriesOf(bodyFactsSchema, '认证机构自身的信息，按认证方案', 'Facts of the body itself, by scheme'),
  peopleRoots: listOf(
    path('PEM文件（自项目文件夹起的路径）', 'PEM file, from the folder of the project'),
    '证明人员签名的根证书：本机构认可由其签发的签名人证书',
    'Roots for people’s signatures: certificates of signers that these issue are taken for theirs',
  ),
  packs: code('本机构认证方案所在文件夹（相对路径）', "Folder of the house's own packs of schemes, relative to this file"),
  engine: path(
    '排版引擎：built-in（缺省，随certpress安装），typst（PATH中的程序，0.15以上），或该程序的绝对路径',
    'Layout engine: built-in (it comes with certpress, and is taken unless said otherwise), typst (the program on the PATH, 0.15 or later), or its absolute path',
  ),
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
      grade: oneOf(registrationGrades, '级别', 'Grade'),
      validTo: limit('有效期至', 'Valid until'),
    }),
    '注册资格',
    'Registrations',
  ),
  bcmsTraining: fields('业务连续性管理体系标准培训', 'Training in the BCMS standard', {
    on: ownDay('培训日期', 'Date of the training'),
    passed: flag('考试合格', 'Examination passed'),
    standard: code('标准号', 'Number of the standard'),
  }),
  expert: fields('技术专家', 'Technical expert', {
    professionalCode: code('专业代码', 'Professional code'),
    employer: name('工作单位', 'Employer'),
    title: text('专业技术职称', 'Professional title'),
  }),
  employment: fields('聘用', 'Employment', {
    fullTime: flag('专职', 'Full-time'),
    underControl: flag('在机构管理控制下', "Under the body's control"),
    inMainlandChina: flag('在中国境内工作', 'Works in mainland China'),
    from: from(),
  }),
  conflicts: listOf(text('利益关系', 'A conflict of interest'), '声明的利益关系', 'Declared conflicts of interest'),
  yearsOfExperience: amount('从业年限', 'Years of experience'),
});
/** `people.yaml`: id to person. */
export const peopleSchema = z.record(z.string().min(1).max(100), personSchema);
