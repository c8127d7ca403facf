/** `certpress schema`: writes the JSON Schemas that editors complete, check and explain records with. */
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { packageInfo } from '../program/package-info.js';
import type { Terminal } from './terminal.js';

export function schemaCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  program
    .command('schema')
    .description(
      {
        zh: '写出 JSON Schema，供编辑器补全、检查和解释记录',
        en: 'write the JSON Schemas for editors: completion, checks and explanations while typing',
      }[lang],
    )
    .option('--out <dir>', { zh: '写到此文件夹', en: 'folder to write to' }[lang], 'schemas/json')
    .action(async (options: { out: string }) => {
      const [{ jsonSchemas }, { houseSeenFrom, packsSeenFrom }, { writeWhole }] = await Promise.all([
        import('../packs/json-schema.js'),
        import('../packs/packs-seen.js'),
        import('../files/write-file.js'),
      ]);
      const { value: schemas, diagnostics } = jsonSchemas(packsSeenFrom(process.cwd(), packageInfo().root), houseSeenFrom(process.cwd()));
      terminal.diagnostics(diagnostics);
      if (!schemas) return void (process.exitCode = 1);
      for (const [name, schema] of schemas) {
        const file = join(options.out, name);
        const written = await writeWhole(resolve(file), `${JSON.stringify(schema, null, 2)}\n`);
        terminal.diagnostics(written.diagnostics);
        if (written.value) terminal.out(file);
        else process.exitCode = 1;
      }
    });
}
