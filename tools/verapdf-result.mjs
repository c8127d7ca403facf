// Reads veraPDF's JSON report. In: file, flavour, number of files. Out: exit 0 when every file was checked and none fails.
import { readFileSync } from 'node:fs';

const [file, flavour, count] = process.argv.slice(2);
const { report } = JSON.parse(readFileSync(file, 'utf8'));
let failed = 0;
for (const job of report.jobs) {
  const results = [job.validationResult].flat().filter(Boolean);
  const rules = results.flatMap((r) => r.details?.ruleSummaries ?? []).filter((r) => r.ruleStatus === 'FAILED' || r.failedChecks > 0);
  if (results.length > 0 && results.every((r) => r.compliant)) continue;
  failed++;
  console.error(job.itemDetails.name);
  for (const r of rules) console.error(`  ${r.clause} ${r.testNumber}: ${r.description} (${r.failedChecks})`);
}
if (report.jobs.length !== Number(count)) {
  console.error(`veraPDF checked ${report.jobs.length} of ${count} files`);
  process.exit(1);
}
console.log(`veraPDF ${flavour}: ${report.jobs.length} files, ${failed} with failures`);
process.exit(failed === 0 ? 0 : 1);
