/** Compiles once before the tests: those of the command line run what a user runs. */
import { execFileSync } from 'node:child_process';
import { packageInfo } from '../../src/package-info.js';

export default function compile(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: packageInfo().root, stdio: 'inherit' });
}
