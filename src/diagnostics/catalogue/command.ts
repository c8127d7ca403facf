/** Codes of the command line and of the output folder; see `index.ts`. */
export const commandCodes = {
  'path-unknown': {
    zh: '给出的路径不存在，或其中没有项目', en: 'A path that was given does not exist or holds no project',
    helpZh: '给出案卷文件夹，或含有案卷的文件夹；项目由其中或上级的 certpress.yaml 标识。', helpEn: 'Give case folders or folders that hold some; a project is marked by its certpress.yaml, in the folder or above it.',
  },
  'output-failed': {
    zh: '输出文件无法写入', en: 'An output file could not be written',
    helpZh: '检查输出文件夹的权限和空间，或用 --out 另选文件夹。', helpEn: 'Check rights and space of the output folder, or choose another with --out.',
  },
  'output-edited': {
    zh: '输出的文件在生成后被人修改过', en: 'An output file was edited after it was built',
    helpZh: '如不再需要修改的内容，用 --force 覆盖；否则先把文件移走。', helpEn: 'Overwrite it with --force if the edits are not needed; otherwise move the file away first.',
  },
  'output-removed': {
    zh: '不再由记录得出的输出文件已移除', en: 'An output that no longer follows from the records was taken away',
    helpZh: '如仍需要，恢复相应的记录后重新生成。', helpEn: 'If it is still needed, restore the record and build again.',
  },
  waiting: {
    zh: '文件尚不能出具，等待某一事实', en: 'A document cannot be printed yet; it waits for a fact',
    helpZh: '事实成立并记录后再次运行。', helpEn: 'Run again once the fact has come to be and is recorded.',
  },
  'two-projects': {
    zh: '一个输出文件夹只能对应一个项目', en: 'One output folder holds the documents of one project',
    helpZh: '分别运行，或用 --out 给每个项目一个文件夹。', helpEn: 'Run the command for each project, with an --out folder each.',
  },
} as const;
