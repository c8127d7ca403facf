/** Codes of `certpress verify`; see `index.ts`. */
export const verifyCodes = {
  'verify-path': {
    zh: '这不是可以查验的 PDF、档案包或档案库',
    en: 'This is no PDF, bag or archive that could be verified',
    helpZh: '给出盖章的 PDF、含有 bagit.txt 的文件夹，或含有 index.jsonl 的文件夹。',
    helpEn: 'Give a sealed PDF, a folder with a bagit.txt, or a folder with an index.jsonl.',
  },
  'verify-bag': {
    zh: '档案包不完整，或与其清单不符',
    en: 'A bag is not complete, or is not what its manifests say',
    helpZh: '从备份恢复所指的文件，再次查验。',
    helpEn: 'Restore the file named from a backup and verify again.',
  },
  'verify-signature': {
    zh: '签名缺失，或与内容不符',
    en: 'A signature is missing, or is not that of its content',
    helpZh: '内容在签名之后被改动，或签名已损坏：从备份恢复，或不予采信。',
    helpEn: 'The content was changed after it was signed, or the signature is damaged: restore it from a backup, or do not rely on it.',
  },
  'verify-untrusted': {
    zh: '内容完好，但签名者不受信任',
    en: 'The content is intact, but whoever signed it is not trusted',
    helpZh: '用 --trust 给出可信的根证书；已经给出的，核对签名者是谁。',
    helpEn: 'Give the root that is trusted with --trust; where it was given, find out who signed.',
  },
  'verify-seal': {
    zh: 'PDF 没有印章，或印章已破坏',
    en: 'A PDF has no seal, or its seal is broken',
    helpZh: '向出具机构索取原件。',
    helpEn: 'Ask the issuing body for the file as it was sealed.',
  },
  'verify-not-ours': {
    zh: 'PDF 完好，但只有其他软件的签名',
    en: 'A PDF is intact, but signed with another program',
    helpZh: '是他人签署的文件（证据）的，由签名者一栏判断；应当是本机构出具的，索取盖章的原件。',
    helpEn:
      'If it is evidence that somebody else signed, go by who signed; if the body should have issued it, ask for the file as it was sealed.',
  },
  'verify-other-signer': {
    zh: '同一档案包中有不同的签名者',
    en: 'Different signers within one bag',
    helpZh: '核实两者是否同属一个机构。',
    helpEn: 'Find out whether both belong to the body.',
  },
  'verify-stray': {
    zh: '档案包中有不应有的文件',
    en: 'A bag holds a file that has no place there',
    helpZh: '归档的文件只有盖章的 PDF；可编辑的文件不得归档。',
    helpEn: 'What is archived are sealed PDFs; files that can be edited are not archived.',
  },
  'verify-shape': {
    zh: '档案包的说明文件缺失、格式不对，或与内容不符',
    en: 'A file that describes the bag is missing, malformed, or says something else than the bag holds',
    helpZh: '从备份恢复；若非 certpress 所写，不予采信。',
    helpEn: 'Restore it from a backup; if certpress did not write it, do not rely on it.',
  },
  'verify-evidence': {
    zh: '证据文件缺失，或不是登记的文件',
    en: 'A file of evidence is missing, or is not the one on record',
    helpZh: '从备份恢复所登记的文件。',
    helpEn: 'Restore the file that is on record from a backup.',
  },
  'verify-record': {
    zh: '档案包中的记录按其自身的认证方案不成立',
    en: 'The record in the bag does not hold under the scheme in the bag',
    helpZh: '记录在归档后被改动，或归档时已有错误：与机构核实。',
    helpEn: 'The record was changed after archiving, or was wrong then: ask the body.',
  },
  'verify-differs': {
    zh: '文件的内容与记录不符',
    en: 'A document does not say what the record says',
    helpZh: '文件或记录之一不是归档时的内容：与机构核实，不予采信。',
    helpEn: 'Either the document or the record is not what was archived: ask the body, and do not rely on it.',
  },
  'verify-otherwise': {
    zh: '档案包由另一版本的 certpress 制作，本版本由其记录得出的结果不同',
    en: 'A bag was made by another version of certpress, and this one makes something else of its record',
    helpZh: '完整、签名和印章已查验；文件是否与记录相符，须用 build.json 所写的版本查验。不同之处用 --json 或 --report 列出。',
    helpEn:
      'That it is whole, signed and sealed was verified; whether its documents are those that the record gives, only the version named in build.json can tell. --json and --report list what differs.',
  },
  'verify-not-rendered': {
    zh: '未能由记录重新生成文件，无从比对',
    en: 'The documents could not be made again from the record, so they were not compared',
    helpZh: '按提示补齐排版引擎或字体，或用 --no-render 略去比对。',
    helpEn: 'Install the layout engine or the fonts named, or leave the comparison out with --no-render.',
  },
  'verify-index': {
    zh: '档案库的索引不完整或被改动',
    en: 'The index of the archive is incomplete or was altered',
    helpZh: '从备份恢复 index.jsonl、index.head 和 index.head.p7s。',
    helpEn: 'Restore index.jsonl, index.head and index.head.p7s from a backup.',
  },
  'verify-head': {
    zh: '档案库的索引不含所给的头值：曾被恢复到较早的状态，或不是同一个档案库',
    en: 'The index does not hold the head that was given: it was put back to an earlier state, or is another archive',
    helpZh: '与另外保存的头值核对，查明少了哪些档案包。',
    helpEn: 'Compare with the heads kept elsewhere, and find out which bags are gone.',
  },
  'verify-gone': {
    zh: '索引所列的档案包不在档案库中',
    en: 'A bag that the index lists is not in the archive',
    helpZh: '从备份恢复该档案包。',
    helpEn: 'Restore the bag from a backup.',
  },
  'verify-unlisted': {
    zh: '档案库中有索引未列的内容',
    en: 'The archive holds something that its index does not list',
    helpZh: '查明来历；索引未列的不是档案。',
    helpEn: 'Find out where it came from; what the index does not list is not archived.',
  },
  'verify-replaced': {
    zh: '档案包不是索引所列的那一个',
    en: 'A bag is not the one that the index lists',
    helpZh: '从备份恢复该档案包。',
    helpEn: 'Restore the bag from a backup.',
  },
  'verify-disposed': {
    zh: '销毁的记录缺失或不符',
    en: 'The record of a destruction is missing or is another one',
    helpZh: '从备份恢复 disposed/ 中的记录。',
    helpEn: 'Restore the record under disposed/ from a backup.',
  },
  'verify-many': {
    zh: '问题过多，其余未列',
    en: 'Too many findings; the rest are not listed',
    helpZh: '先处理已列的，再次查验。',
    helpEn: 'Settle those listed, then verify again.',
  },
  'verify-resume': {
    zh: '中断记录不能用于这次查验',
    en: 'The checkpoint cannot be used for this verification',
    helpZh: '删除该文件，或另给一个文件名，从头查验。',
    helpEn: 'Remove the file or name another one, and verify from the beginning.',
  },
  'verify-report': {
    zh: '不能写入查验报告',
    en: 'The verification report cannot be written',
    helpZh: '另给一个文件名；要覆盖已有的文件，用 --force。',
    helpEn: 'Name another file; to write over one that is there, use --force.',
  },
  'verify-trust': {
    zh: '可信根证书文件不能使用',
    en: 'The file of trusted roots cannot be used',
    helpZh: '给出 PEM 格式的根证书文件。',
    helpEn: 'Give a file of root certificates in PEM.',
  },
} as const;
