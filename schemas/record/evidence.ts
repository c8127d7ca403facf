/** `evidence.yaml`: what lies in `evidence/`: scans, files of others, signatures in files of their own. */
import { auditRef, code, fields, file, listOf, name, oneOf, ownDay, recordRef, text } from './fields.js';

/** Who may sign a record: the client, the body, the audit team's leader, everyone who took part. */
export const signingParties = ['client', 'body', 'leader', 'participants', 'auditor'] as const;

export const evidenceSchema = listOf(
  fields('证据文件', 'A file of evidence', {
    kind: recordRef('它是哪种记录', 'What it is a record of'),
    audit: auditRef('审核；整个案卷的不写', 'Audit; none where it concerns the whole case'),
    subject: code(
      '对象（不符合代号、证书编号、会议；通知书的同其文件名）',
      'Subject: id of a nonconformity, number of a certificate, a meeting; of a notice, as in the name of its file',
    ),
    title: name('名称', 'Title'),
    date: ownDay('日期', 'Date'),
    file: file('文件（evidence/ 下，PDF、PNG或JPEG）', 'File under evidence/: PDF, PNG or JPEG'),
    sha256: code('文件的SHA-256', 'SHA-256 of the file'),
    signed: listOf(
      fields('签字或盖章', 'A signature or seal', {
        party: oneOf(signingParties, '哪一方', 'Which party'),
        by: name('姓名', 'Name'),
        on: ownDay('日期', 'Date'),
        file: file('单独的签名文件（PKCS#7）', 'Signature in a file of its own (PKCS#7)'),
        sha256: code('签名文件的SHA-256', 'SHA-256 of that file'),
      }),
      '签字或盖章',
      'Signatures and seals',
    ),
    paper: fields('纸质原件', 'Signed paper original', { at: text('存放处', 'Where it lies'), since: ownDay('入库日期', 'There since') }),
  }),
  '证据文件（只追加）',
  'Files of evidence, append-only',
);
