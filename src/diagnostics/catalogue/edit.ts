/** Codes of changing record files; see `index.ts`. */
export const editCodes = {
  'edit-nowhere': {
    zh: '记录中没有要修改的位置',
    en: 'The record has no such place to change',
    helpZh: '记录在此期间可能改过；对照记录，手工改这一处。',
    helpEn: 'The record may have changed meanwhile; compare with it, and change this place by hand.',
  },
  'edit-shared': {
    zh: '要修改的值用 & 命名，并在别处引用',
    en: 'The value to change is named by & and meant elsewhere too',
    helpZh: '先在记录里把引用（*）换成它所指的内容，再试；别处的修改不受影响。',
    helpEn: 'Put what is meant in the place of its references (*) first, then try again; what was changed elsewhere is not held back.',
  },
  'edit-unsafe': {
    zh: '一处修改会触动记录中的其他内容',
    en: 'A change would touch something else of the record',
    helpZh: '手工改这一处；其余内容没有改动。',
    helpEn: 'Change this place by hand; nothing was changed.',
  },
} as const;
