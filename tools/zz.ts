import { loadScheme } from '../src/load/scheme.js';
import { packageInfo } from '../src/package-info.js';
for (const [i,v] of [['wanding','B/1'],['cusc','2023']] as const) { const l = loadScheme(i,v,packageInfo().root); console.log(i, !!l.value, l.diagnostics.map(d=>`${d.place?.line} ${d.message.en}`).slice(0,10)); }
