/** Codes of Word files that are read back into records; see `index.ts`. */
export const takeCodes = {
  'take-state-unreadable': {
    zh: 'Word 文件不能读回：它没有带着自己出自哪些记录的状态，或状态不可信',
    en: 'A Word file cannot be read back: it does not say, or not credibly, which records its words are of',
    helpZh: '用 certpress form 或 certpress build 写出的 DOCX；不要转换成 .doc 或复制到新文件中。',
    helpEn: 'Use a DOCX that certpress form or certpress build wrote; do not convert it to .doc or copy its text into a new file.',
  },
  'take-carriers-disagree': {
    zh: 'Word 文件中两处所带的状态不一致，采用其中一处',
    en: 'A Word file says of itself different things in two places, one of which is believed',
    helpZh: '对照所列的改动是否都是填写人所做。',
    helpEn: 'See whether the changes listed are those that were made.',
  },
  'take-place-refused': {
    zh: 'Word 文件所指的位置不能由它改动',
    en: 'A Word file names a place that it may not change',
    helpZh: '状态可能被改动过：只接受由本项目写出的文件；机构的公共资料直接在记录中改。',
    helpEn:
      'What the file carries may have been altered: take only files that this project wrote. Facts of the body are changed in its records.',
  },
  'take-part-unsaid': {
    zh: 'Word 文件会改动只有机构填写的内容，而没有说明文件出自谁',
    en: 'A Word file would change what only the body writes, and nobody has said whose file it is',
    helpZh: '文件能自称任何身份。看清所列的改动；是机构自己人的文件，就加 --part findings 或 --part all，是受审核方的，加 --part client。',
    helpEn:
      'A file may say anything of itself. Look at the changes listed; if it is the body’s own, add --part findings or --part all; if it is a client’s, --part client.',
  },
  'take-words-changed': {
    zh: '固定文字和数值一起被改，分不清哪些是填写的内容',
    en: 'Fixed words were changed together with a value, so that nobody can tell what is the value',
    helpZh: '恢复固定文字后再读，或把内容直接写入记录。',
    helpEn: 'Put the fixed words back and take it again, or write the value into the record.',
  },
  'take-outside': {
    zh: '文字写在了不属于任何字段的地方',
    en: 'Something was typed where no field is',
    helpZh: '把它移到所属的字段，或直接写入记录。',
    helpEn: 'Move it to the field that it belongs to, or write it into the record.',
  },
  'take-fixed-changed': {
    zh: '固定文字被改动',
    en: 'Fixed words were changed',
    helpZh: '标签和规定的文字出自版式和认证方案，不由填写改动。',
    helpEn: 'Labels and mandatory wording come from layouts and schemes, and are not changed by filling in.',
  },
  'take-place-gone': {
    zh: '一个字段的位置被删除',
    en: 'The place of a field was deleted',
    helpZh: '如确应删除其内容，直接改记录。',
    helpEn: 'If its content is to go, change the record.',
  },
  'take-removed': {
    zh: '内容或列表的一项被清空或删除',
    en: 'A value was emptied, or an entry of a list deleted',
    helpZh: '确应删除时，加上 --remove 再运行。',
    helpEn: 'If it is to go, run it again with --remove.',
  },
  'take-moved': {
    zh: '段落或行被移动',
    en: 'A paragraph or row was moved',
    helpZh: '次序以记录为准；需要时在记录中调整。',
    helpEn: 'Order is that of the record; change it there.',
  },
  'take-doubled': {
    zh: '段落或行有两份',
    en: 'A paragraph or row is there twice',
    helpZh: '新的一项请插入新行填写，不要复制粘贴已有的位置。',
    helpEn: 'For a new entry insert a new row; do not paste a place that is there already.',
  },
  'take-unreadable': {
    zh: '填写的内容不是该字段的值',
    en: 'What was filled in is no value of the field',
    helpZh: '按字段的形式填写，如日期 2026-03-01。',
    helpEn: 'Fill it in as the field asks, a date as 2026-03-01.',
  },
  'take-closed': {
    zh: '印出的文字由几个值算出或拼成，不能由改动它来改记录',
    en: 'Words that are worked out of values, or joined of several, were changed: no record can be changed by that',
    helpZh: '在记录中改它所依据的值。',
    helpEn: 'Change the values that it comes from in the record.',
  },
  'take-locked': {
    zh: '改动了不由填写人填写的内容',
    en: 'Something was changed that is not the reader’s to fill in',
    helpZh: '由负责的人在自己的表中填写。',
    helpEn: 'Whoever is responsible fills it in, in a form of their own.',
  },
  'take-conflict': {
    zh: '同一字段有不同的答复，或写出文件后记录已被改动',
    en: 'One field has different answers, or the record has changed since the file was written',
    helpZh: '商定后直接改记录，或改好其中一份再读。',
    helpEn: 'Agree on one, and change the record or the other file.',
  },
  'take-open-change': {
    zh: '修订尚未接受',
    en: 'A tracked change is open',
    helpZh: '在 Word 中接受或拒绝，或加上 --accept 一并接受。',
    helpEn: 'Accept or reject it in Word, or take all of them with --accept.',
  },
  'take-comment': {
    zh: 'Word 文件里有批注',
    en: 'A Word file has a comment',
    helpZh: '批注不写入记录，由相关的人处理。',
    helpEn: 'Comments are not written into records; whoever they concern sees to them.',
  },
  'take-left-out': {
    zh: 'Word 文件里有不能写入记录的内容',
    en: 'A Word file has something that no record can hold',
    helpZh: '文字写入相应的字段；其余的另行保存。',
    helpEn: 'Write words into their field; keep elsewhere what is left.',
  },
  'take-picture-outside': {
    zh: 'Word 文件里有一张图片不在任何图片的位置',
    en: 'A Word file has a picture where no picture is asked for',
    helpZh:
      '把它放到图片的位置；或在 Word 中右键单击，“另存为图片”，存入案卷的 evidence/，再在记录中写明（审核发现的 figure，不符合的 pictures）。',
    helpEn:
      'Move it to the place of a picture; or save it from Word (right click, “Save as Picture”) into evidence/ of the case, and name it in the record (figure of a finding, pictures of a nonconformity).',
  },
  'take-picture-refused': {
    zh: 'Word 文件里的图片不能采用',
    en: 'A picture in a Word file cannot be taken',
    helpZh: '把图片转正，存为 PNG 或 JPEG，用“插入”放进文件（不要用“链接到文件”），一个位置一张，再读一次。',
    helpEn:
      'Turn it upright, save it as PNG or JPEG, put it into the file by “Insert” (not “Link to File”), one in each place, and take the file again.',
  },
  'take-picture-missing': {
    zh: 'Word 文件里有图题而没有图片',
    en: 'A Word file has a caption without its picture',
    helpZh: '把图片放到它的位置，再读一次；不是图题的文字写入相应的字段。',
    helpEn: 'Put the picture into its place and take the file again; words that are no caption belong into their own field.',
  },
  'take-record-missing': {
    zh: 'Word 文件所指的记录不在本项目中',
    en: 'A Word file is of records that this project does not have',
    helpZh: '用 --project 指出项目；案卷改名或移动后，请用新写的表。',
    helpEn: 'Name the project with --project; after a case was renamed or moved, write the form anew.',
  },
} as const;
