/** Codes of the command line and of the output folder; see `index.ts`. */
export const commandCodes = {
  'path-unknown': {
    zh: '给出的路径不存在，或其中没有项目',
    en: 'A path that was given does not exist or holds no project',
    helpZh: '给出案卷文件夹，或含有案卷的文件夹；项目由其中或上级的 certpress.yaml 标识。',
    helpEn: 'Give case folders or folders that hold some; a project is marked by its certpress.yaml, in the folder or above it.',
  },
  'document-unknown': {
    zh: '没有这种文件',
    en: 'There is no such kind of document',
    helpZh: '用认证方案的 scheme.yaml 或本机构 documents/ 中定义的代号。',
    helpEn: 'Use an id that the scheme.yaml of the scheme names, or a definition in the house’s own documents/.',
  },
  'revision-unreadable': {
    zh: '读不出要比较的版本',
    en: 'What to compare with cannot be read',
    helpZh: '给出 git 版本（如 HEAD~1、标签）或另一个项目文件夹；项目须在 git 版本库中。',
    helpEn: 'Give a revision of git (HEAD~1, a tag) or another folder of the project; the project must lie in a repository of git.',
  },
  'port-taken': {
    zh: '端口不能使用',
    en: 'The port cannot be used',
    helpZh: '换一个端口，或省去 --port，任用一个空闲端口。',
    helpEn: 'Choose another, or leave --port out: any that is free is used then.',
  },
  'cache-unreachable': {
    zh: '共享缓存无法访问，未使用',
    en: 'The shared cache could not be reached, and was not used',
    helpZh: '检查 --cache 的地址、网络和密钥；文件照常生成，只是较慢。',
    helpEn: 'Check the address of --cache, the network and the keys. Everything is made all the same, only slower.',
  },
  'cache-unwritable': {
    zh: '共享缓存不能写入，所做的没有存入',
    en: 'The shared cache takes nothing, so that what was made is not in it',
    helpZh: '检查对它的写权限和剩余空间。',
    helpEn: 'Check whether it may be written, and whether there is room.',
  },
  'cache-spoiled': {
    zh: '共享缓存中有损坏或伪造的内容，未采用，已重新生成',
    en: 'The shared cache held something damaged or forged, which was not used and made again',
    helpZh: '查明谁能写入该缓存；必要时清空，缓存中的内容随时可以重新生成。',
    helpEn: 'Find out who can write to it; empty it if in doubt, since everything in it can be made again.',
  },
  'output-failed': {
    zh: '输出文件无法写入',
    en: 'An output file could not be written',
    helpZh: '检查输出文件夹的权限和空间，或用 --out 另选文件夹。',
    helpEn: 'Check rights and space of the output folder, or choose another with --out.',
  },
  'output-edited': {
    zh: '输出的文件在生成后被人修改过',
    en: 'An output file was edited after it was built',
    helpZh: '如不再需要修改的内容，用 --force 覆盖；否则先把文件移走。',
    helpEn: 'Overwrite it with --force if the edits are not needed; otherwise move the file away first.',
  },
  'output-removed': {
    zh: '记录不再要求或目前不能出具的输出文件已移除',
    en: 'An output that the records no longer call for, or that cannot be made at present, was taken away',
    helpZh: '如仍需要，恢复相应的记录后重新生成。',
    helpEn: 'If it is still needed, restore the record and build again.',
  },
  'output-kept': {
    zh: '监视期间有错误，先前生成的文件未动',
    en: 'While watching, errors leave the files made before them as they are',
    helpZh: '改正错误后保存，文件随即重做；不带 --watch 生成时，出不了的文件会移除。',
    helpEn: 'Correct the errors and save: the files are made anew. A build without --watch takes away what cannot be made.',
  },
  waiting: {
    zh: '文件尚不能出具，等待某一事实',
    en: 'A document cannot be printed yet; it waits for a fact',
    helpZh: '事实成立并记录后再次运行。',
    helpEn: 'Run again once the fact has come to be and is recorded.',
  },
  'two-projects': {
    zh: '一个输出文件夹只能对应一个项目',
    en: 'One output folder holds the documents of one project',
    helpZh: '分别运行，或用 --out 给每个项目一个文件夹。',
    helpEn: 'Run the command for each project, with an --out folder each.',
  },
} as const;
