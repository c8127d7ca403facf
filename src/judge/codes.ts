/**
 * Check characters of codes that identify organisations in China.
 *
 * In:  a code. Out: whether it is well formed and its check character is right. GB 32100-2015 (unified social credit code,
 * 18 characters) and GB 11714 (organisation code, 8 characters, an optional hyphen, and the check).
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccPattern = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export function isUscc(code: string): boolean {
  if (!usccPattern.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return code.at(17) === alphabet[(31 - (sum % 31)) % 31];
}

const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2];

export function isOrgCode(code: string): boolean {
  const plain = code.replace('-', '');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(plain)) return false;
  const sum = orgWeights.reduce((total, weight, i) => total + weight * Number.parseInt(plain[i] ?? '0', 36), 0);
  const check = 11 - (sum % 11);
  return plain[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}
