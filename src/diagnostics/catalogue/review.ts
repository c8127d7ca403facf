/** Codes of copies for review, with comments beside the text; see `index.ts`. */
export const reviewCodes = {
  'review-no-comments': {
    zh: 'Word 文件里没有批注，没有可以印在旁边的内容',
    en: 'A Word file has no comments, so that there is nothing to print beside the text',
    helpZh: '检查是否给错了文件，或批注在另存时丢失；未接受的修订由 certpress take 列出。',
    helpEn: 'See whether it is the right file, and whether its comments were lost when it was saved; certpress take lists tracked changes.',
  },
  'review-place-gone': {
    zh: '批注所指的文字已不在文件中，或不止一处',
    en: 'The text that a comment is about is printed no more, or more than once',
    helpZh: '批注仍列在文件末尾；文字已删改时，无须再做什么。',
    helpEn: 'The comment is listed at the end of the document all the same; where the text was meant to go, nothing is to be done.',
  },
  'review-too-many': {
    zh: '批注太多，不能一次印出',
    en: 'There are more comments than are printed at once',
    helpZh: '分几次运行，每次少给几个文件。',
    helpEn: 'Run it several times, with fewer files each.',
  },
  'review-document': {
    zh: '找不到批注所属的文件，或其记录不能读',
    en: 'The document that comments are on is not there, or its records cannot be read',
    helpZh: '在文件所属的项目里运行，或给出项目文件夹；记录有错误时先运行 certpress check 并改正。',
    helpEn:
      'Run it in the project that the file is of, or name the project’s folder; where records have errors, run certpress check first.',
  },
} as const;
