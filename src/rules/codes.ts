/**
 * Check characters of codes that identify organisations in China.
 *
 * In:  a code. Out: whether it is well formed and its check character is right. GB 32100-2015 (unified social credit code,
 * 18 characters) and GB 11714 (organisation code, 8 characters, an optional hyphen, and the check).
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccPattern = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export const isUscc = (code: string): boolean => usccPattern.test(code) && code.at(17) === usccCheck(code);

function usccCheck(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** Which of length, characters and check character is wrong; nothing of a sound code. */
export function usccFault(code: string): { readonly zh: string; readonly en: string } {
  const length = [...code].length;
  if (length !== 18) return { zh: `有 ${length} 位，应为 18 位`, en: `${length} characters, not 18` };
  if (!usccPattern.test(code)) {
    const at = [...code].findIndex((character, i) => (i >= 2 && i < 8 ? !/\d/.test(character) : !alphabet.includes(character)));
    const character = [...code][at] ?? '';
    return at >= 2 && at < 8
      ? { zh: `第 ${at + 1} 位是“${character}”，而第 3 至 8 位为数字`, en: `character ${at + 1} is “${character}”, but 3 to 8 are digits` }
      : {
          zh: `第 ${at + 1} 位的“${character}”不能用（只用数字和大写字母，不用 I、O、S、V、Z）`,
          en: `character ${at + 1} cannot be “${character}” (digits and capitals only, without I, O, S, V, Z)`,
        };
  }
  const check = usccCheck(code);
  return code.at(17) === check
    ? { zh: '', en: '' }
    : {
        zh: `前 17 位的校验码是“${check}”，这里是“${code.at(17) ?? ''}”：有一位写错`,
        en: `its first 17 characters have the check character “${check}”, here is “${code.at(17) ?? ''}”: one of them is wrong`,
      };
}

const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2];

export function isOrgCode(code: string): boolean {
  const plain = code.replace('-', '');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(plain)) return false;
  const sum = orgWeights.reduce((total, weight, i) => total + weight * Number.parseInt(plain[i] ?? '0', 36), 0);
  const check = 11 - (sum % 11);
  return plain[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}
