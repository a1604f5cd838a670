// Prints what the first page load costs: the entry, its static imports and its style, gzipped. Fails above the budget of ui.md.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 190 * 1024;
const out = resolve(process.argv[2] ?? 'dist');
const manifest = JSON.parse(readFileSync(resolve(out, '.vite/manifest.json'), 'utf8'));

const chunks = new Set();
const visit = (name) => {
  if (chunks.has(name)) return;
  chunks.add(name);
  for (const imported of manifest[name].imports ?? []) visit(imported);
};
visit('index.html');

const size = (file) => gzipSync(readFileSync(resolve(out, file))).length;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

let js = 0;
let css = 0;
for (const name of chunks) {
  const { file, css: styles = [] } = manifest[name];
  js += size(file);
  for (const style of styles) css += size(style);
  process.stdout.write(`${kb(size(file)).padStart(10)}  ${file}\n`);
}
process.stdout.write(`Initial: JS ${kb(js)} gzipped of ${kb(budget)}, CSS ${kb(css)} gzipped\n`);
if (js > budget) process.exit(1);
