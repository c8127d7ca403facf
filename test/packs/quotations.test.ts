/** Packs quote their schemes: every clause that a row cites is in the text, and says what the row says it does. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bodySchema } from '../../schemas/pack/index.js';
import { listFolder } from '../../src/files/folder.js';
import { loadYaml } from '../../src/files/yaml-file.js';
import { listSchemes, loadScheme, packFolder } from '../../src/packs/load-scheme.js';
import { checkQuotations, isOfAnotherText, quotedRows, schemeTextOf } from '../../src/packs/quotations.js';
import { readSchemeText, squeezed } from '../../src/packs/scheme-text.js';
import { packageInfo } from '../../src/program/package-info.js';
import { printDiagnostics } from '../load/print.js';

const { root } = packageInfo();
const packs = listSchemes(root).map((scheme) => ({ ...scheme, at: packFolder(scheme) }));

describe.each(packs)('$id $version', ({ id, version, at }) => {
  it('says of each row what its text says there', () => {
    expect(printDiagnostics(checkQuotations(id, at, root), root)).toBe('');
  });
  it('has as many rows to compare as it has contents and sentences at the least', () => {
    const { value } = loadScheme(id, version, root);
    const contents = Object.values(value?.contents ?? {}).flatMap((groups) => groups.flatMap((group) => group.contents));
    const compared = quotedRows(at, root).filter(({ file }) => /(?:contents|wording)\.yaml$/.test(file.path));
    const own = [...contents, ...(value?.wording ?? [])].filter(({ clause }) => !isOfAnotherText(clause));
    expect(compared.length).toBe(own.length);
  });
});

it('says of a body without a mark what the text of its scheme says', () => {
  const bodies = (listFolder(join(root, 'schemas', 'bodies'), root).value?.files ?? []).flatMap((name) => {
    const path = join(root, 'schemas', 'bodies', name);
    return loadYaml({ path, file: name, root, shape: bodySchema }).value?.value ?? [];
  });
  for (const { id, noMark } of bodies) {
    if (!noMark) continue;
    const texts = packs
      .filter((pack) => loadScheme(pack.id, pack.version, root).value?.body.id === id)
      .map((pack) => schemeTextOf(pack.at, root));
    expect(
      texts.some((text) => text?.at(noMark.clause).some((clause) => clause.text.includes(squeezed(noMark.zh)))),
      id,
    ).toBe(true);
  }
});

describe('a pack that misquotes', () => {
  const trial = mkdtempSync(join(tmpdir(), 'certpress-quotations-'));
  afterAll(() => {
    rmSync(trial, { recursive: true });
  });
  const pack = join(root, 'schemas', 'schemes', 'wanding', 'B-1');
  const folder = join(trial, 'pack');
  /** What is said of the pack with one file changed. */
  const changed = (name: string, from: string | RegExp, to: string): string[] => {
    cpSync(pack, folder, { recursive: true });
    const before = readFileSync(join(folder, name), 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, name), after);
    return checkQuotations('wanding', folder, trial).map(
      (d) => `${d.place?.file.slice(folder.length + 1) ?? ''}:${String(d.place?.line)} ${d.message.en}${d.help ? ` / ${d.help.en}` : ''}`,
    );
  };
  const lineOf = (name: string, text: string): number =>
    readFileSync(join(pack, name), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('is told the row whose words differ, and how far they agree', () => {
    expect(
      changed(
        'rules.yaml',
        'zh: 已按认证标准建立业务连续性管理体系，且运行满三个月',
        'zh: 已按认证标准建立业务连续性管理体系，且运行满六个月',
      ),
    ).toEqual([
      `rules.yaml:${lineOf('rules.yaml', '且运行满三个月')} “已按认证标准建立业务连续性管理体系，且运行满六个月” does not stand at clause 5.1.2(3) of the text / It agrees with the text as far as “连续性管理体系，且运行满”.`,
    ]);
  });
  it('is told where the words stand that it cites at another clause', () => {
    expect(changed('rules.yaml', 'clause: 5.1.2(3)', 'clause: 5.1.2(4)')).toEqual([
      `rules.yaml:${lineOf('rules.yaml', '且运行满三个月')} “已按认证标准建立业务连续性管理体系，且运行满三个月” does not stand at clause 5.1.2(4) of the text / These words stand at 5.1.2(3).`,
    ]);
  });
  it('is told of a clause that the text does not have', () => {
    expect(changed('wording.yaml', 'clause: "6.2.5(4)"', 'clause: "99.9.9"')).toEqual([
      `wording.yaml:${lineOf('wording.yaml', '6.2.5(4)')} source.txt has no clause 99.9.9`,
    ]);
    expect(changed('wording.yaml', 'clause: "6.2.5(4)"', 'clause: 6.2.5 (4) of the rules')[0]).toContain('has no clause');
  });
  it('is told of brackets that the text does not print', () => {
    expect(changed('rules.yaml', 'clause: 5.1.2(3)', 'clause: 5.1.2（3）')[0]).toContain(
      'The text prints the clause 5.1.2（3） as 5.1.2(3)',
    );
  });
  it('is told of a mandatory sentence that is not the source’s, and not of one that it words itself', () => {
    expect(changed('wording.yaml', 'string: 获证组织必须定期', 'string: 获证组织应当定期')[0]).toContain(
      'does not stand at clause 6.2.5(4)',
    );
    expect(changed('wording.yaml', 'must: [抽样, 可获得信息]', 'must: [样本]')).toEqual([]);
  });
  it('is told where an item is quoted by the words before its list alone', () => {
    expect(
      changed('rules.yaml', '应具备以下条件：(6) 未被列入国家企业信用信息公示系统发布的严重违法失信名单', '应具备以下条件')[0],
    ).toContain('These words stand at 5.1.2.');
  });
  it('is told that the text is missing', () => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(pack, folder, { recursive: true, filter: (file) => !file.endsWith('source.txt') });
    expect(checkQuotations('wanding', folder, trial).map((d) => d.code)).toEqual(['quotation-wrong']);
  });
});

describe('the clauses of a text', () => {
  const text = readSchemeText(
    [
      '# not of the text',
      '1.范围',
      '1.1 第一次监督审核应在证书签发日起',
      '12 个月内进行。两次之间不得超过',
      '1.1.1 条所说的',
      '15 个月。',
      '1.2 至少包括：',
      '（1）名称；',
      '①甲。',
      '②乙。',
      '- （2）地址。',
      '2 条件',
      '- 1) 其一；',
      '- 2) 其二。',
      '3 其他',
      'a) 甲',
      'b) 乙',
      '附录 A 时间',
      '注：1.有效人数',
      '2.兼职人员',
      '4 不是条款',
    ].join('\n'),
  );
  it('are those that continue the numbering; a wrapped line that begins with a number is none', () => {
    expect(text.clauses.map(({ label }) => label)).toEqual(
      '1 1.1 1.1.1 1.2 1.2（1） 1.2（1）① 1.2（1）② 1.2（2） 2|2 1)|2 2)|3 3a) 3b) 附录A 附录A注1 附录A注2'
        .split('|')
        .flatMap((part) => (/^2 \d/.test(part) ? [part] : part.split(' '))),
    );
  });
  it('say what stands under them too', () => {
    expect(text.at('1.2')[0]?.text).toBe('1.2至少包括：（1）名称；①甲。②乙。（2）地址。');
    expect(text.at('1.2（2）')[0]).toMatchObject({ text: '（2）地址。', lead: '1.2至少包括：', line: 11 });
    expect(text.at('附录A')[0]?.text).toBe('附录A时间注：1.有效人数2.兼职人员4不是条款');
  });
  it('are found however an item is set off, and in brackets of either width', () => {
    expect(['1.2(2)', '1.2 （2）', '2 1)', '3 a)', '3a）', '附录A注2', '附录 A 注2'].map((clause) => text.at(clause).length)).toEqual([
      1, 1, 1, 1, 1, 1, 1,
    ]);
    expect(['21)', '1.3', '1.2(3)', 'G-01', '', '1.2(1) and more'].map((clause) => text.at(clause).length)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  it('may be lettered with stops, in capitals too, and numbered with stops below a clause', () => {
    const english = readSchemeText(
      ['1 Conditions', '1. First;', '2. Second.', '2 Audit', '2.1 Stages', 'a. one;', 'h. two;', 'I. three.', '2.2 A stage'].join('\n'),
    );
    expect(english.clauses.map(({ label }) => label)).toEqual(['1', '1 1.', '1 2.', '2', '2.1', '2.1a.', '2.1h.', '2.1I.', '2.2']);
    expect(english.at('2.1 I.')[0]).toMatchObject({ text: 'I.three.', lead: '2.1Stages' });
  });
});

describe('a pack whose text is English', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-english-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const said = (original: string): string[] => {
    writeFileSync(join(folder, 'source.txt'), '1 The team leader confirms the report.\n');
    writeFileSync(join(folder, 'scheme.yaml'), `id: invented\n${original}`);
    writeFileSync(
      join(folder, 'rules.yaml'),
      [
        '- { clause: "1", zh: 审核组长确认报告, en: The team leader confirms the report. }',
        '- { clause: "1", zh: 审核组长确认报告, en: The leader confirms it. }',
      ].join('\n'),
    );
    return checkQuotations('invented', folder, folder).map((d) => `${String(d.place?.line)}:${String(d.place?.column)} ${d.message.en}`);
  };
  it('quotes in English, whatever its Chinese rendering says', () => {
    expect(said('original: en\n')).toEqual(['2:36 “The leader confirms it.” does not stand at clause 1 of the text']);
  });
  it('quotes in Chinese where it does not say so', () => {
    expect(said('')).toHaveLength(2);
  });
});
