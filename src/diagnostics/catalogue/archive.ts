/** Codes of the archive's store and of what is taken into it; see `index.ts`. Those of closing an audit are in `closing.ts`. */
export const archiveCodes = {
  'archive-locked': {
    zh: '另一个进程正在写入档案库',
    en: 'Another process is writing to the archive',
    helpZh: '等它结束后再运行；若它已不在运行，按提示删除锁文件。',
    helpEn: 'Wait until it has ended; if it no longer runs, remove the lock file that the message names.',
  },
  'archive-damaged': {
    zh: '档案库的索引或档案包与应有的不符，不再写入',
    en: 'The index or a bag of the archive is not what it should be; nothing more is written',
    helpZh: '用 certpress verify 查明，从备份恢复所指的文件。',
    helpEn: 'Find out more with certpress verify, and restore the files named from a backup.',
  },
  'archive-finished': {
    zh: '上一次中断的工作已完成',
    en: 'What an earlier run was stopped in has been finished',
    helpZh: '无须处理。',
    helpEn: 'There is nothing to do.',
  },
  'archive-failed': {
    zh: '档案库无法写入',
    en: 'The archive could not be written',
    helpZh: '检查磁盘空间和权限，然后重新运行。',
    helpEn: "Check the disk's space and rights, and run again.",
  },
  'archive-sign-failed': {
    zh: '未能签名，档案库保持原样',
    en: 'A signature could not be made; the archive is as it was',
    helpZh: '检查密钥、卡或签名服务，然后重新运行。',
    helpEn: 'Check the key, the card or the service that signs, and run again.',
  },
  'archive-name-refused': {
    zh: '名称不能用于档案',
    en: 'A name cannot be used in the archive',
    helpZh: '改名：档案须能在任何系统上原样保存。',
    helpEn: 'Rename it: an archive must be held by any file system just as it is.',
  },
  'archive-reason-missing': {
    zh: '须说明理由',
    en: 'A reason is needed',
    helpZh: '说明为何这样做，例如记录为何更改。',
    helpEn: 'Say why it is done, such as why the record has changed.',
  },
  'archive-clock': {
    zh: '时间早于索引的最后一行',
    en: 'The time is before the last line of the index',
    helpZh: '校正本机时钟。',
    helpEn: "Correct this machine's clock.",
  },
  'archive-bag-unknown': {
    zh: '档案库中没有这个档案包',
    en: 'The archive has no such bag',
    helpZh: '写作 <方案>/<案卷>/<审核或证书>，名称以列出的为准。',
    helpEn: 'Write <scheme>/<case>/<subject>, as the list names it.',
  },
  'archive-held': {
    zh: '档案包被冻结或未被冻结，不能这样做',
    en: 'A bag is under a hold, or under none, so this cannot be done',
    helpZh: '先解除冻结，或核对档案包的名称。',
    helpEn: 'Release it first, or check the name of the bag.',
  },
  'archive-term': {
    zh: '保存期限不允许这样做',
    en: 'The term of keeping does not allow this',
    helpZh: '期限届满次日起才可销毁；期限只能延长。',
    helpEn: 'A bag may be destroyed from the day after its term; a term may only be made longer.',
  },
  'archive-disposed': {
    zh: '档案包已销毁',
    en: 'The bag has been destroyed',
    helpZh: '销毁记录在 disposed/ 中。',
    helpEn: 'What was destroyed is recorded under disposed/.',
  },
  'intake-refused': {
    zh: '外来文件不能存入档案',
    en: 'A file of others cannot be taken into the archive',
    helpZh: '按提示另行取得或导出该文件。',
    helpEn: 'Get or export the file anew, as the message says.',
  },
  'intake-note': {
    zh: '关于外来文件的说明',
    en: 'What was found in a file of others',
    helpZh: '按提示核对；需要时请对方重新提供。',
    helpEn: 'Check what the message says; ask for the file anew where that is needed.',
  },
  'intake-register': {
    zh: '不能登记到 evidence.yaml',
    en: 'Nothing can be entered in evidence.yaml',
    helpZh: '改正所指的选项或文件后重新运行。',
    helpEn: 'Correct the option or file that the message names, and run again.',
  },
} as const;
