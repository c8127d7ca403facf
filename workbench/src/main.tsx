/**
 * The workbench begins here.
 *
 * In:  the page. Out: the application in it.
 */
import { render } from 'preact';
import { App } from './app.js';
import './style.css';

/** Those of the documents: what the system lacks is asked for, and nothing else. */
for (const [family, file, weight] of [
  ['Workbench Sans', 'source-sans-3-400', '400'],
  ['Workbench Sans', 'source-sans-3-600', '600'],
  ['Workbench Serif', 'source-serif-4-600', '600'],
  ['Workbench Han', 'noto-sans-sc-400', '400'],
  ['Workbench Han', 'noto-sans-sc-600', '600'],
] as const)
  document.fonts.add(new FontFace(family, `url(fonts/${file}.ttf)`, { weight, display: 'swap' }));

const place = document.getElementById('app');
if (place) render(<App />, place);
