/**
 * `certpress archive list|hold|release|retain|dispose|renew`: what is done with what lies in the archive.
 *
 * In:  options. Out: a table, JSON, or one more line in the index.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BagRow, BagState, Store } from '../../archive/store/index.js';
import { hasErrors, type Outcome, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import { archiveOption, flagsOf, openKept, type ArchiveFlags } from './open.js';
import { keyOptions, servicesOf } from './key.js';
import { isoDate, localToday } from '../options.js';
import type { Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';

const states: Readonly<Record<BagState, Prose>> = {
  kept: { zh: '保存中', en: 'kept' },
  due: { zh: '已到期，可销毁', en: 'due for disposal' },
  held: { zh: '已到期，冻结中', en: 'over its term, held' },
  unknown: { zh: '期限未定，不得销毁', en: 'term not known, may not be disposed of' },
  disposed: { zh: '已销毁', en: 'disposed of' },
};

export function keepingCommands(archive: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  const bag = say({ zh: '卷：方案/案卷/审核或证书', en: 'bag: scheme/case/audit or certificate' });
  const reason = say({ zh: '理由（记入索引）', en: 'why; goes into the index' });

  archive
    .command('list')
    .description(
      say({
        zh: '列出档案库的内容：在保存期内的、可销毁的、不得销毁的',
        en: 'what is there, what is due for disposal and what may not be disposed of yet',
      }),
    )
    .addOption(archiveOption(say))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action(async (_: unknown, command: Command) => show(flagsOf(command), terminal));

  const change = (
    name: string,
    description: Prose,
    act: (store: Store, bag: string, reason: string, flags: ArchiveFlags & { until?: string }) => Promise<Outcome<unknown>>,
    done: (bag: string) => Prose,
  ): Command =>
    keyOptions(
      archive
        .command(name)
        .argument('<bag>', bag)
        .option('--reason <text>', reason)
        .description(say(description))
        .addOption(archiveOption(say)),
      say,
    ).action(async (of: string, _: unknown, command: Command) => {
      const flags = flagsOf<{ until?: string }>(command);
      if (flags.reason === undefined) command.error(say({ zh: '缺少 --reason：须说明理由', en: 'error: --reason is missing: say why' }));
      await changing(flags, terminal, (store) => act(store, of, flags.reason ?? '', flags), done(of));
    });
  change(
    'hold',
    { zh: '冻结一卷：期满也不销毁', en: 'keep a bag beyond its term' },
    (store, of, why) => store.hold(of, why),
    (of) => ({ zh: `${of} 已冻结`, en: `${of} is held` }),
  );
  change(
    'release',
    { zh: '解除冻结', en: 'end a hold' },
    (store, of, why) => store.release(of, why),
    (of) => ({ zh: `${of} 已解除冻结`, en: `${of} is released` }),
  );
  change(
    'retain',
    { zh: '延长保存期', en: 'make a term longer' },
    (store, of, why, flags) => store.retain(of, flags.until ?? '', why),
    (of) => ({ zh: `${of} 的保存期已延长`, en: `${of} is kept longer` }),
  ).requiredOption('--until <date>', say({ zh: '保存至', en: 'keep until' }), isoDate);
  change(
    'dispose',
    { zh: '销毁期满的一卷，留下签名的销毁记录', en: 'destroy a bag whose term is over; a signed record of it remains' },
    (store, of, why) => store.dispose(of, why, localToday()),
    (of) => ({ zh: `${of} 已销毁，记录在 disposed/`, en: `${of} is destroyed; the record is in disposed/` }),
  );

  keyOptions(archive.command('renew').addOption(archiveOption(say)), say)
    .description(
      say({
        zh: '给整个档案库盖新的时间戳（算法或证书变弱之前，需 --tsa）',
        en: 'stamp the whole archive anew, before algorithms or certificates weaken (needs --tsa)',
      }),
    )
    .action(async (_: unknown, command: Command) => {
      const flags = flagsOf(command);
      const services = await servicesOf({ ...flags, level: 'B-T' }, undefined);
      terminal.diagnostics(services.diagnostics);
      if (!services.value) return void (process.exitCode = 1);
      const of = services.value;
      const { timeStampOf } = await import('../../archive/sealing-key.js');
      await changing(flags, terminal, (store) => store.renew((bytes) => timeStampOf(bytes, of)), {
        zh: '已加盖新的时间戳',
        en: 'The archive has a new time stamp',
      });
    });
}

async function changing(
  flags: ArchiveFlags,
  terminal: Terminal,
  act: (store: Store) => Promise<Outcome<unknown>>,
  done: Prose,
): Promise<void> {
  const opened = await openKept(flags, terminal);
  terminal.diagnostics(opened.diagnostics);
  if (!opened.value) return void (process.exitCode = 1);
  const { store } = opened.value;
  try {
    const { diagnostics } = await act(store);
    terminal.diagnostics(diagnostics.map((d) => placedFrom(d, process.cwd())));
    if (hasErrors(diagnostics)) process.exitCode = 1;
    else terminal.say(done);
  } finally {
    await store.close();
  }
}

async function show(flags: ArchiveFlags, terminal: Terminal): Promise<void> {
  const { list } = await import('../../archive/store/index.js');
  const { value: rows = [], diagnostics } = await list(resolve(process.cwd(), flags.archive), localToday());
  const { lang } = terminal;
  if (flags.json) {
    terminal.out(
      JSON.stringify(
        { bags: rows.map(asJson), diagnostics: diagnostics.map((d) => ({ code: d.code, severity: d.severity, message: d.message })) },
        null,
        2,
      ),
    );
  } else {
    const head = [
      { zh: '卷', en: 'BAG' },
      { zh: '版次', en: 'REV' },
      { zh: '文件', en: 'DOCS' },
      { zh: '归档', en: 'ARCHIVED' },
      { zh: '保存至', en: 'KEEP UNTIL' },
      { zh: '状态', en: 'STATE' },
    ].map((cell) => cell[lang]);
    if (rows.length > 0) {
      for (const line of textTable(
        [
          head,
          ...rows.map((row) => [
            row.place,
            String(row.revision),
            String(row.documents),
            row.at.slice(0, 10),
            row.retainUntil ?? '—',
            states[row.state][lang] + (row.held && row.state !== 'held' ? `, ${{ zh: '冻结', en: 'held' }[lang]}` : ''),
          ]),
        ],
        [1, 2],
      ))
        terminal.out(line);
    }
    terminal.diagnostics(diagnostics.map((d) => placedFrom(d, process.cwd())));
    const due = rows.filter((row) => row.state === 'due').length;
    terminal.say({ zh: `${rows.length} 卷，其中 ${due} 卷可销毁`, en: `${rows.length} bag(s), ${due} due for disposal` });
  }
  if (hasErrors(diagnostics)) process.exitCode = 1;
}

const asJson = (row: BagRow): object => ({
  bag: row.place,
  revision: row.revision,
  documents: row.documents,
  archivedAt: row.at,
  retainUntil: row.retainUntil ?? null,
  state: row.state,
  held: row.held ?? null,
  disposed: row.disposed ?? null,
});
