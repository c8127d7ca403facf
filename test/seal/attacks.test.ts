/** Forgers who know the format: updates that look like ours, wrapped signatures, hidden content, lost time stamps. */
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/seal/cms/algorithms.js';
import { readSignedData } from '../../src/seal/cms/read.js';
import { writeSignedData } from '../../src/seal/cms/write.js';
import { PdfFile } from '../../src/pdf/file.js';
import { fill } from '../../src/seal/pdf/fill.js';
import { addSeal } from '../../src/seal/pdf/seal-field.js';
import { readSignature } from '../../src/seal/pdf/signature.js';
import { addStore, readStore } from '../../src/seal/pdf/security-store.js';
import { Dictionary, Name, Quoted, Raw, Reference, dictionary, name, number, textString, written } from '../../src/pdf/syntax.js';
import { Update } from '../../src/pdf/update.js';
import { requestToken } from '../../src/seal/cms/token.js';
import { findSeal } from '../../src/seal/verify-pdf.js';
import { verifyPdf, type PdfVerdict, type SealLevel } from '../../src/seal/index.js';
import { long } from '../setup/long.js';
import { changed, firstPage, placeLine, replaced, stamped, updated, withTable } from './forger.js';
import { levels, makeSealing, passes, sharedSealing, type Sealing } from './sealing.js';

let s: Sealing;
const files = new Map<SealLevel, Uint8Array>();
beforeAll(async () => {
  s = await sharedSealing();
  const signer = await s.signerOf(s.pki.signers.p256.p12);
  for (const level of levels) files.set(level, await s.sealed(s.documents.form.bytes, signer, { level }));
});

const at = (level: SealLevel): Uint8Array => files.get(level) ?? new Uint8Array();
const judge = (bytes: Uint8Array): Promise<PdfVerdict> => verifyPdf(bytes, s.trust);
async function mustBeFound(bytes: Uint8Array, level: SealLevel, what: string, because = /./): Promise<void> {
  const verdict = await judge(bytes);
  expect(passes(verdict, level), what).toBe(false);
  // Not only another level: somebody reads the first line of a verdict.
  expect(verdict.seal?.intact === true && verdict.seal.trusted, what).toBe(false);
  // Found for what it is, and not because the forgery of this test is clumsy.
  if (verdict.seal) expect(verdict.seal.problems.map(({ en }) => en).join('; '), what).toMatch(because);
}
type Forge = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
const each = async (what: string, forge: Forge, some: readonly SealLevel[] = levels, because = /./): Promise<void> => {
  for (const level of some) await mustBeFound(await forge(at(level)), level, `${what}, ${level}`, because);
};
const eachUpdate = (what: string, forge: Forge, because = /contents of the file were changed/): Promise<void> =>
  each(what, forge, levels, because);
const lasting: readonly SealLevel[] = ['B-LT', 'B-LTA'];
/** A page's drawing made empty. */
function emptied(update: Update, file: PdfFile): void {
  const contents = file.dictionary(firstPage(file)).get('Contents');
  const first = contents instanceof Reference ? contents : file.list(contents).find((one) => one instanceof Reference);
  if (!(first instanceof Reference)) throw new Error('no contents');
  update.put(first.number, new Raw('<< /Length 3 >>\nstream\nq Q\nendstream'));
}
const onlyText = (update: Update): Reference => update.addStream(new Dictionary(), Buffer.from('BT /F0 12 Tf 72 700 Td (Paid) Tj ET'));

describe('an update after the seal is found when it', () => {
  it('changes what a page shows, with or without a genuine time stamp over it', async () => {
    const contents = (update: Update, file: PdfFile): void => {
      changed(update, firstPage(file), { Contents: onlyText(update) });
    };
    await eachUpdate('contents', (bytes) => updated(bytes, contents));
    await eachUpdate('the stream of a page, stamped', (bytes) => stamped(bytes, s.pki.services, emptied));
    await eachUpdate('resources', (bytes) =>
      updated(bytes, (update, file) => {
        const resources = file.dictionary(file.dictionary(firstPage(file)).get('Resources'));
        const [font] = [...file.dictionary(resources.get('Font')).values()];
        if (!(font instanceof Reference)) throw new Error('no font');
        changed(update, font, { BaseFont: name('Other') });
      }),
    );
    await eachUpdate('the stream of a page', (bytes) => updated(bytes, emptied));
  });
  it('lays something over a page, adds a page, an attachment, an action or other metadata', async () => {
    await eachUpdate('an annotation', (bytes) =>
      updated(bytes, (update, file) => {
        const page = firstPage(file);
        const note = update.add(
          dictionary({
            Type: name('Annot'),
            Subtype: name('FreeText'),
            Rect: [number(0), number(0), number(300), number(300)],
            Contents: textString('Paid'),
          }),
        );
        changed(update, page, { Annots: [...file.list(file.dictionary(page).get('Annots')), note] });
      }),
    );
    await eachUpdate('a page', (bytes) =>
      updated(bytes, (update, file) => {
        const pages = file.catalog().get('Pages');
        if (!(pages instanceof Reference)) throw new Error('no pages');
        const page = update.add(
          dictionary({ Type: name('Page'), Parent: pages, MediaBox: [number(0), number(0), number(100), number(100)] }),
        );
        const kids = file.list(file.dictionary(pages).get('Kids'));
        changed(update, pages, { Kids: [page, ...kids], Count: number(kids.length + 1) });
      }),
    );
    for (const entries of [
      { OpenAction: dictionary({ S: name('JavaScript'), JS: textString('app.alert(1)') }) },
      { Names: dictionary({}) },
      { AF: [] },
      { Lang: textString('en') },
      { Metadata: undefined },
      { StructTreeRoot: undefined },
      { AcroForm: undefined },
      { Perms: undefined },
      { AcroForm: undefined, Perms: undefined },
      { AcroForm: dictionary({ Fields: [] }) },
      { Version: name('2.0') },
      { Extensions: undefined },
    ])
      await eachUpdate(Object.keys(entries).join(), (bytes) =>
        updated(bytes, (update, file) => {
          changed(update, file.root(), entries);
        }),
      );
    await eachUpdate(
      'no validation data',
      (bytes) =>
        updated(bytes, (update, file) => {
          changed(update, file.root(), { DSS: dictionary({}) });
        }),
      /validation data of another shape/,
    );
    await eachUpdate(
      'another catalog',
      (bytes) =>
        replaced(
          updated(bytes, (update, file) => {
            update.add(new Dictionary(file.catalog()));
          }),
          /\/Root \d+/,
          (found) => `/Root ${Number(found.slice(6)) + 1}`,
          true,
        ),
      /changed|cannot be read/,
    );
  });
  it('changes the signature, its field, or adds one', async () => {
    const fieldOf = (file: PdfFile): Reference => {
      const [field] = file.list(file.dictionary(file.catalog().get('AcroForm')).get('Fields'));
      if (!(field instanceof Reference)) throw new Error('no field');
      return field;
    };
    await eachUpdate('the field', (bytes) =>
      updated(bytes, (update, file) => {
        changed(update, fieldOf(file), { T: textString('Other') });
      }),
    );
    await eachUpdate('its look', (bytes) =>
      updated(bytes, (update, file) => {
        changed(update, fieldOf(file), {
          Rect: [number(0), number(0), number(200), number(200)],
          AP: dictionary({ N: update.addStream(dictionary({ Type: name('XObject'), Subtype: name('Form') }), Buffer.from('q Q')) }),
        });
      }),
    );
    await eachUpdate('the signature', (bytes) =>
      updated(bytes, (update, file) => {
        const value = file.dictionary(fieldOf(file)).get('V');
        if (value instanceof Reference) changed(update, value, { Reason: textString('Other') });
      }),
    );
    await eachUpdate('another field', (bytes) =>
      updated(bytes, (update, file) => {
        const form = new Dictionary(file.dictionary(file.catalog().get('AcroForm')));
        form.set('Fields', [...file.list(form.get('Fields')), update.add(dictionary({ FT: name('Tx'), T: textString('x') }))]);
        changed(update, file.root(), { AcroForm: form });
      }),
    );
  });
  it('says nothing, says it all again, or takes objects away', async () => {
    await eachUpdate('empty', (bytes) => updated(bytes, () => undefined));
    await eachUpdate('the same catalog', (bytes) =>
      updated(bytes, (update, file) => {
        update.put(file.root().number, file.catalog());
      }),
    );
    await eachUpdate('an object nobody names', (bytes) =>
      updated(bytes, (update) => {
        update.add(dictionary({ Type: name('Catalog') }));
      }),
    );
    await eachUpdate(
      'a freed object',
      (bytes) => {
        const file = new PdfFile(bytes);
        const last = file.revisions[file.last];
        return withTable(bytes, {
          entries: [`${firstPage(file).number} 1\n0000000000 00001 f \n`],
          trailer: `<< /Size ${written(last?.trailer.get('Size') ?? null)} /Root ${file.root().number} 0 R /ID ${written(last?.trailer.get('ID') ?? null)} /Prev ${last?.table ?? 0} >>`,
        });
      },
      /taken out/,
    );
    await eachUpdate('an older object brought back', (bytes) => {
      const file = new PdfFile(bytes);
      const last = file.revisions[file.last];
      const page = firstPage(file).number;
      return withTable(bytes, {
        entries: [`${page} 1\n`, placeLine(file.place(page, 0) ?? 0)],
        trailer: `<< /Size ${written(last?.trailer.get('Size') ?? null)} /Root ${file.root().number} 0 R /ID ${written(last?.trailer.get('ID') ?? null)} /Prev ${last?.table ?? 0} >>`,
      });
    });
  });
  it('leaves the seal out of the chain of updates', async () => {
    await eachUpdate(
      '/Prev before the seal',
      (bytes) => {
        const file = new PdfFile(bytes);
        const [first] = file.revisions;
        const entries = file.revisions
          .slice(1)
          .flatMap((one) => [...one.entries])
          .filter(([n]) => n !== firstPage(file).number);
        const places = new Map(entries);
        return withTable(bytes, {
          entries: [...places].flatMap(([n, place]) => [`${n} 1\n`, placeLine(place ?? 0)]),
          trailer: `<< /Size ${written(file.revisions[file.last]?.trailer.get('Size') ?? null)} /Root ${file.root().number} 0 R /Prev ${first?.table ?? 0} >>`,
        });
      },
      /not the whole file|several signatures/,
    );
  });
});

describe('a signature is not accepted', () => {
  it('whose range, hole or dictionary is not what it must be', async () => {
    const edits: [string, RegExp, string | ((found: string) => string)][] = [
      ['no range', /\/ByteRange/, '/ByteRangX'],
      ['range of null', /\/ByteRange \[[^\]]*\]/, (one) => '/ByteRange null'.padEnd(one.length)],
      ['a negative range', /\/ByteRange \[0 \d/, '/ByteRange [0 -'],
      ['an empty range', /\/ByteRange \[[^\]]*\]/, (one) => '/ByteRange []'.padEnd(one.length)],
      ['range from elsewhere', /\/ByteRange \[0/, '/ByteRange [1'],
      ['two ranges too many', /\/ByteRange \[[^\]]*\]/, (one) => one.replace(/ +\]/, ' 0 0]').slice(0, one.length)],
      ['no contents', /\/Contents </, '/Kontents <'],
      ['contents of null', /\/Contents <[^>]*>/, (one) => '/Contents null'.padEnd(one.length)],
      ['empty contents', /\/Contents <[^>]*>/, (one) => '/Contents <>'.padEnd(one.length)],
      ['contents of zeros', /\/Contents <[^>]*>/, (one) => one.replace(/[0-9a-f]/g, '0')],
      ['something in the padding', /0000>/, '0001>'],
      ['another format', /\/ETSI\.CAdES\.detached/, '/adbe.pkcs7.detached '],
      ['another kind', /\/Type \/Sig /, '/Type /Sih '],
      ['no certification', /\/DocMDP/, '/DocMDQ'],
      ['a weaker permission', /\/P 1 /, '/P 3 '],
    ];
    for (const [what, from, to] of edits) await each(what, (bytes) => replaced(bytes, from, to));
    await each('a lower promise', (bytes) => replaced(bytes, /\/XXLevel \/B-\w+/, (one) => '/XXLevel /B-B'.padEnd(one.length)), [
      'B-T',
      'B-LT',
      'B-LTA',
    ]);
  });
  it('that says the same in other bytes, or brings more along', async () => {
    const root = s.trust.roots[0] ?? new Uint8Array();
    await each(
      'a longer number',
      (bytes) =>
        replaced(bytes, /\/Contents <[0-9a-f]*>/, (one) => {
          const hex = one.slice(11, -1);
          const altered = grown(
            Buffer.from(hex, 'hex').subarray(0, derLength(hex)),
            Buffer.from('020101310d', 'hex'),
            Buffer.from('02020001310d', 'hex'),
          );
          return `/Contents <${altered?.toString('hex').padEnd(hex.length, '0') ?? ''}>`;
        }),
      ['B-B', 'B-T'],
      /not a small number/,
    );
    const spellings: [string, (data: Buffer) => Buffer | undefined][] = [
      [
        'a parameter that may be left out',
        (bytes) =>
          grown(bytes, Buffer.from('310d300b0609608648016503040201', 'hex'), Buffer.from('310f300d06096086480165030402010500', 'hex')),
      ],
      [
        'another digest announced',
        (bytes) =>
          grown(
            bytes,
            Buffer.from('310d300b0609608648016503040201', 'hex'),
            Buffer.from('311a300b0609608648016503040201300b0609608648016503040202', 'hex'),
          ),
      ],
      [
        'the root as well',
        (bytes) => {
          const first = readSignedData(bytes).certificates.at(-1) ?? new Uint8Array();
          return grown(bytes, Buffer.from(first), Buffer.concat([first, root]));
        },
      ],
    ];
    for (const [what, spell] of spellings) {
      await each(
        what,
        (bytes) =>
          replaced(bytes, /\/Contents <[0-9a-f]*>/, (one) => {
            const hex = one.slice(11, -1);
            const altered = spell(Buffer.from(hex, 'hex').subarray(0, derLength(hex)));
            if (!altered || altered.length * 2 > hex.length) throw new Error(what);
            // Still the same signature for whoever is less strict.
            expect(readSignedData(altered).signature.length, what).toBeGreaterThan(60);
            return `/Contents <${altered.toString('hex').padEnd(hex.length, '0')}>`;
          }),
        ['B-B', 'B-T'],
        /not written as certpress writes it/,
      );
    }
  });
  it('that was moved so that unsigned bytes stand between its parts', async () => {
    await each('wrapped', (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      const range = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/.exec(text);
      const [before = 0, after = 0, rest = 0] = range?.slice(1).map(Number) ?? [];
      // Signed parts kept whole, the second one moved on, something of the forger's in between.
      const between = `\n99 0 obj\n<< /Type /Catalog >>\nendobj\n`;
      const numbers = `/ByteRange [0 ${String(before).padEnd(10)} ${String(after + between.length).padEnd(10)} ${String(rest).padEnd(10)}]`;
      const moved = `${text.slice(0, after)}${between}${text.slice(after)}`;
      return Buffer.from(moved.replace(range?.[0] ?? '', numbers), 'latin1');
    });
    await each(
      'wrapped with care',
      (bytes) => {
        const file = new PdfFile(bytes);
        const seal = findSeal(file);
        const { signed, contents } = readSignature(file, seal?.reference, seal?.revision ?? 0);
        const [first, second] = signed;
        const table = file.revisions[seal?.revision ?? 0]?.table ?? 0;
        const trailer = file.revisions[seal?.revision ?? 0]?.trailer ?? new Dictionary();
        // Where the signed table was stands one of the forger's, with a page of theirs and copies of what lay behind the signature;
        // the signed part follows.
        let middle = ' /M (D:20260101000000Z) >>\nendobj\n';
        const begin = first.length + contents.length;
        const lines = [...(file.revisions[seal?.revision ?? 0]?.entries ?? [])].flatMap(([n, from = 0]) => {
          const isPage = n === firstPage(file).number;
          const place = isPage || from > begin ? begin + middle.length : from;
          if (place !== from) middle += `${n} 0 obj\n${isPage ? '<< /Type /Page >>' : written(file.object(n)?.value ?? null)}\nendobj\n`;
          return [`${n} 1\n`, placeLine(place)];
        });
        middle = `${middle.padEnd(table - begin, ' ')}xref\n${lines.join('')}trailer\n${written(trailer)}\nstartxref\n${table}\n%%EOF\n`;
        return Buffer.concat([first, Buffer.from(contents + middle, 'latin1'), second]);
      },
      ['B-B', 'B-T'],
      /not the whole file/,
    );
    await each('a larger hole', (bytes) => replaced(bytes, /\/Contents <[0-9a-f]*>/, (one) => `${one.slice(0, -1)}00>`));
  });
  it('whose certificate the root does not know, or which is over another file', async () => {
    const signer = await s.signerOf(s.pki.signers.rsa.p12);
    const other = await s.sealed(s.documents.certificate.bytes, signer, { level: 'B-B' });
    const hexOf = (bytes: Uint8Array): string => /\/Contents <([0-9a-f]*)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '';
    await each('the signature of another file', (bytes) =>
      replaced(
        bytes,
        /\/Contents <[0-9a-f]*>/,
        (one) =>
          `/Contents <${hexOf(other)
            .slice(0, one.length - 12)
            .padEnd(one.length - 12, '0')}>`,
      ),
    );
    expect(
      (
        await verifyPdf(other, {
          roots: [
            readSignedData(Buffer.from(hexOf(at('B-B')), 'hex').subarray(0, derLength(hexOf(at('B-B'))))).certificates[0] ??
              new Uint8Array(),
          ],
        })
      ).seal?.trusted,
    ).toBe(false);
  });
  it('that came after the real one, put in its place', async () => {
    for (const level of levels) {
      const clean = updated(at(level), (update, file) => {
        changed(update, file.root(), { AcroForm: undefined, Perms: undefined });
      });
      // Whoever has another certificate under the same root can seal that; but the first seal is still the first.
      const second = await sealAgain(clean);
      await mustBeFound(second, level, `sealed again, ${level}`);
      expect((await judge(second)).seal?.after).toBe('changes');
    }
  });
});
const derLength = (hex: string): number => 4 + parseInt(hex.slice(4, 8), 16);
/** Seals what has a /ByteRange already: `sealPdf` refuses that. */
const sealAgain = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const update = new Update(new PdfFile(bytes));
  const signature = addSeal(update, { level: 'B-B', at: new Date() }, 8000);
  return fill(update, signature, 'SHA-256', async (digest) => writeSignedData(digest, await s.signerOf(s.pki.signers.rsa.p12)));
};

describe('validation data', () => {
  const lists = ['Certs', 'OCSPs', 'CRLs'] as const;
  it('that is damaged, foreign, taken away or more than it says is found', async () => {
    for (const key of lists) {
      await each(
        `an altered one of ${key}`,
        (bytes) => {
          const file = new PdfFile(bytes);
          const [first] = readStore(file, file.last).entries[key];
          const place = first && file.object(first.number)?.from;
          const out = Buffer.from(bytes);
          const within = out.indexOf('stream\n', place) + 7 + 120;
          out[within] = (out[within] ?? 0) ^ 16;
          return out;
        },
        lasting,
      );
    }
    // Spelled as ours: the forger rewrites the update as a whole.
    const sealed = at('B-LT');
    const whole = new PdfFile(sealed);
    const end = whole.revisions[whole.last - 1]?.end ?? 0;
    const { evidence } = readStore(whole, whole.last);
    const again = (change: (update: Update) => void): Buffer => updated(sealed.subarray(0, end), change);
    expect(
      passes(
        await judge(
          again((update) => {
            addStore(update, evidence);
          }),
        ),
        'B-LT',
      ),
      'rewritten as it was',
    ).toBe(true);
    const wrong: [string, (update: Update) => void][] = [
      [
        'no lists',
        (update) => {
          addStore(update, { ...evidence, ocsps: [], crls: [] });
        },
      ],
      [
        'no revocation list',
        (update) => {
          addStore(update, { ...evidence, crls: [] });
        },
      ],
      [
        'no response',
        (update) => {
          addStore(update, { ...evidence, ocsps: evidence.ocsps.slice(1) });
        },
      ],
      [
        'nothing',
        (update) => {
          addStore(update, { certificates: [], ocsps: [], crls: [] });
        },
      ],
      [
        'no certificate but rubbish',
        (update) => {
          addStore(update, { ...evidence, certificates: [...evidence.certificates, Buffer.from('rubbish')] });
        },
      ],
      [
        'a response that is rubbish',
        (update) => {
          addStore(update, { ...evidence, ocsps: [...evidence.ocsps, Buffer.from('rubbish')] });
        },
      ],
      [
        'a list as a response',
        (update) => {
          addStore(update, { ...evidence, ocsps: [...evidence.ocsps, ...evidence.crls] });
        },
      ],
      [
        'a list with bytes behind it',
        (update) => {
          addStore(update, { ...evidence, crls: evidence.crls.map((one) => Buffer.concat([one, Buffer.from([0])])) });
        },
      ],
      [
        'a stranger besides',
        (update) => {
          addStore(update, evidence);
          update.add(dictionary({ Type: name('Page') }));
        },
      ],
      [
        'a page besides',
        (update) => {
          addStore(update, evidence);
          changed(update, firstPage(update.file), { Contents: onlyText(update) });
        },
      ],
    ];
    for (const [what, change] of wrong) await mustBeFound(again(change), 'B-LT', what);
    const more = (entries: Readonly<Record<string, Name | Quoted>>): Buffer =>
      again((update) => {
        const store = update.add(
          dictionary({
            Type: name('DSS'),
            Certs: evidence.certificates.map((one) => update.addStream(new Dictionary(), one)),
            OCSPs: evidence.ocsps.map((one) => update.addStream(new Dictionary(), one)),
            CRLs: evidence.crls.map((one) => update.addStream(new Dictionary(), one)),
            ...entries,
          }),
        );
        changed(update, update.file.root(), { DSS: store });
      });
    expect(passes(await judge(more({})), 'B-LT')).toBe(true);
    await mustBeFound(more({ Note: textString('x') }), 'B-LT', 'an entry of its own');
    await mustBeFound(more({ VRI: name('x') }), 'B-LT', 'an entry that is not understood');
  });
  it('of a later update may grow, and never shrink', async () => {
    const file = new PdfFile(at('B-LTA'));
    const { entries } = readStore(file, file.last);
    await mustBeFound(
      updated(at('B-LTA'), (update) => {
        changed(update, update.file.root(), {
          DSS: update.add(dictionary({ Type: name('DSS'), Certs: entries.Certs, OCSPs: entries.OCSPs.slice(1), CRLs: entries.CRLs })),
        });
      }),
      'B-LTA',
      'a response left out later',
    );
  });
});

describe('a time stamp', () => {
  it('that was dropped is missed', async () => {
    for (const level of ['B-LT', 'B-LTA'] as const) {
      const { revisions } = new PdfFile(at(level));
      for (const { end } of revisions.slice(0, -1)) await mustBeFound(at(level).subarray(0, end), level, `cut off at ${end}`);
    }
    // Out of the signature itself: the time stamp is not signed, and its room can be filled with zeros.
    for (const level of ['B-T', 'B-LT-INSIDE', 'B-LT', 'B-LTA'] as const) {
      const bare = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p256.p12), { level: 'B-B' });
      expect(passes(await judge(bare), 'B-B')).toBe(true);
      await mustBeFound(
        replaced(at(level), /\/Contents <[0-9a-f]*>/, (one) => withoutStamp(one)),
        level,
        `without its stamp, ${level}`,
      );
    }
  });
  it('over something else, or altered, is found', async () => {
    const hash = digestOf('SHA-256', Buffer.from('something else'));
    const other = Buffer.from(await requestToken(s.pki.services, 'SHA-256', hash)).toString('hex');
    await mustBeFound(
      replaced(at('B-LTA'), /\/Contents <[0-9a-f]*>/, (one) => `/Contents <${other.padEnd(one.length - 12, '0')}>`, true),
      'B-LTA',
      'a token over something else',
    );
    const cases: [string, (update: Update, file: PdfFile) => void][] = [
      [
        'a page besides',
        (update, file) => {
          changed(update, firstPage(file), { Rotate: number(90) });
        },
      ],
      [
        'a new object besides',
        (update) => {
          update.add(dictionary({ Type: name('Page') }));
        },
      ],
      [
        'another catalog',
        (update, file) => {
          changed(update, file.root(), { Lang: textString('fr') });
        },
      ],
    ];
    for (const [what, change] of cases) await each(what, (bytes) => stamped(bytes, s.pki.services, change), lasting);
    const genuine = await stamped(at('B-LT'), s.pki.services);
    expect(passes(await judge(genuine), 'B-LTA'), 'a genuine one').toBe(true);
    await mustBeFound(replaced(genuine, /\/Rect \[0 0 0 0\]/, '/Rect [0 0 9 9]', true), 'B-LTA', 'a field that shows');
  });
  it('by a service that nobody trusts does not make a seal last', long, async () => {
    const own = await makeSealing();
    try {
      const foreign = await stamped(at('B-LT'), own.pki.services);
      expect((await judge(foreign)).seal).toMatchObject({ trusted: false });
    } finally {
      await own.end();
    }
  });
});
/** The same signature, its unsigned attributes left out, in the room that was there. */
function withoutStamp(contents: string): string {
  const hex = contents.slice(11, -1);
  const bytes = Buffer.from(hex, 'hex').subarray(0, derLength(hex));
  const { signature } = readSignedData(bytes);
  const cut = bytes.indexOf(signature) + signature.length;
  // Lengths of all that encloses it are made shorter: each is `82 hh ll` in a signature of this size.
  const out = Buffer.from(bytes.subarray(0, cut));
  const lost = bytes.length - cut;
  for (const place of enclosing(bytes, cut)) out.writeUInt16BE(out.readUInt16BE(place) - lost, place);
  readSignedData(out);
  return `/Contents <${out.toString('hex').padEnd(hex.length, '0')}>`;
}
/** Bytes in place of others, the lengths of all that encloses them made to fit. */
function grown(bytes: Buffer, from: Buffer, to: Buffer): Buffer | undefined {
  const at = bytes.indexOf(from);
  if (at < 0) return undefined;
  const out = Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
  for (const place of enclosing(bytes, at)) out.writeUInt16BE(bytes.readUInt16BE(place) + to.length - from.length, place);
  return out;
}
/** Places of the two-byte lengths of the elements that hold this place. */
function enclosing(bytes: Buffer, place: number): number[] {
  const found: number[] = [];
  for (let from = 0, to = bytes.length; from < to;) {
    const head = bytes[from + 1] === 0x82 ? 4 : bytes[from + 1] === 0x81 ? 3 : 2;
    const length = head === 4 ? bytes.readUInt16BE(from + 2) : (bytes[from + head - 1] ?? 0);
    const isConstructed = ((bytes[from] ?? 0) & 0x20) !== 0;
    if (from + head <= place && place < from + head + length && isConstructed) {
      if (head === 4) found.push(from + 2);
      to = from + head + length;
      from += head;
    } else from += head + length;
  }
  return found;
}
