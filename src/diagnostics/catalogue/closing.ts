/** Codes of closing an audit for the archive; see `index.ts`. */
export const closingCodes = {
  'archive-open': {
    zh: '该审核尚未了结，暂不归档',
    en: 'This audit is not closed yet, so it is not archived',
    helpZh: '所等待的事项完成并记录后再次运行。',
    helpEn: 'Run again once what it waits for has happened and is recorded.',
  },
  'archive-lacks': {
    zh: '审核已了结，但归档所需的记录没有',
    en: 'A closed audit lacks a record that its file must hold',
    helpZh: '把记录放入 evidence/，并登记到 evidence.yaml。',
    helpEn: 'Put the record into evidence/ and enter it in evidence.yaml.',
  },
  'archive-unsigned': {
    zh: '应当签字或盖章的记录没有登记签字',
    en: 'A record that must be signed or sealed has no signature on record',
    helpZh: '在 evidence.yaml 的 signed 中写明哪一方、何人、何日。',
    helpEn: 'Say in evidence.yaml under signed which party, who and when.',
  },
  'archive-paper': {
    zh: '应当保存纸质原件的记录没有登记存放处',
    en: 'A record of which the paper original is kept does not say where it lies',
    helpZh: '在 evidence.yaml 的 paper.at 中写明存放处。',
    helpEn: 'Say in evidence.yaml under paper.at where it lies.',
  },
  'evidence-altered': {
    zh: '证据文件与登记的SHA-256不符',
    en: 'A file of evidence is not the one whose SHA-256 is on record',
    helpZh: '恢复原来的文件；确需更换的，追加新的登记。',
    helpEn: 'Restore the file as it was; if it must be replaced, append a new entry.',
  },
  'evidence-unhashed': {
    zh: '登记的证据文件没有SHA-256',
    en: 'A file of evidence was entered without its SHA-256',
    helpZh: '用 certpress archive intake 登记，它会写明SHA-256。',
    helpEn: 'Enter files with certpress archive intake, which says the SHA-256.',
  },
  'evidence-signature': {
    zh: '单独的签名文件不是对该证据文件的签名',
    en: 'A signature in a file of its own is not over the file of evidence',
    helpZh: '恢复签名时的文件，或请签名人重新签名。',
    helpEn: 'Restore the file as it was signed, or have it signed again.',
  },
  'evidence-signature-note': {
    zh: '单独的签名文件完好；说明它是什么样的签名',
    en: 'A signature in a file of its own holds; what it is',
    helpZh: '签名者是否可信，由 certpress verify --trust 判断。',
    helpEn: 'Whether to believe who signed is for certpress verify --trust to say.',
  },
  'evidence-format': {
    zh: '证据文件的格式可以编辑，或无法辨认',
    en: 'A file of evidence is in a format that can be edited, or that is not known',
    helpZh: '导出为PDF，或扫描为PNG、JPEG。',
    helpEn: 'Export it as PDF, or scan it as PNG or JPEG.',
  },
  'archive-key': {
    zh: '归档所需的密钥、证书或服务没有给全',
    en: 'A key, certificate or service that archiving needs is missing',
    helpZh: '用 --key 给出密钥；B-T 起用 --tsa 给出时间戳服务。',
    helpEn: 'Give the key with --key, and from B-T on a time-stamp authority with --tsa.',
  },
  'archive-moved': {
    zh: '归档过程中记录被修改',
    en: 'A record was changed while it was being archived',
    helpZh: '保存完毕后再次运行。',
    helpEn: 'Run again once it is saved.',
  },
} as const;
