/** Codes of forms to fill in; see `index.ts`. */
export const formCodes = {
  'form-document': {
    zh: '这里没有这份文件，或有几份，不知道要哪一份的表单',
    en: 'There is no such document here, or there are several',
    helpZh: '给出审核的文件夹（案卷/audits/…），用 --doc 写文件的代号；有几份时用 --subject 指定。',
    helpEn: 'Give the folder of the audit (case/audits/…) and the id of the document by --doc; of several name one by --subject.',
  },
  'form-records': {
    zh: '记录文件有错误，不能据此写表单',
    en: 'A record file has errors, so that no form can be made of it',
    helpZh: '先运行 certpress check，按提示改正。',
    helpEn: 'Run certpress check first, and correct what it names.',
  },
  'form-person': {
    zh: '没有这个人',
    en: 'There is no such person',
    helpZh: '--for 后面写 people.yaml 中的代号。',
    helpEn: 'After --for stands an id of people.yaml.',
  },
} as const;
