// Reads veraPDF's JSON report. In: file, number of files. Out: exit 0 when every file was checked against both profiles and keeps them.
import { readFileSync } from 'node:fs';

const [file, count] = process.argv.slice(2);
const profiles = ['PDF/A-3A validation profile', 'PDF/UA-1 validation profile'];
const { report } = JSON.parse(readFileSync(file, 'utf8'));
let failed = 0;
for (const job of report.jobs) {
  const results = [job.validationResult].flat().filter(Boolean);
  const kept = profiles.filter((profile) => results.some((r) => r.profileName === profile && r.compliant));
  if (kept.length === profiles.length && results.every((r) => r.compliant)) continue;
  failed++;
  console.error(`${job.itemDetails.name}: of ${profiles.join(' and ')} it keeps ${kept.join(' and ') || 'none'}`);
  const rules = results.flatMap((r) => r.details?.ruleSummaries ?? []).filter((r) => r.ruleStatus === 'FAILED' || r.failedChecks > 0);
  for (const r of rules) console.error(`  ${r.clause} ${r.testNumber}: ${r.description} (${r.failedChecks})`);
}
if (report.jobs.length !== Number(count)) {
  console.error(`veraPDF checked ${report.jobs.length} of ${count} files`);
  process.exit(1);
}
console.log(`veraPDF, PDF/A-3a and PDF/UA-1: ${report.jobs.length} files, ${failed} with failures`);
process.exit(failed === 0 ? 0 : 1);
