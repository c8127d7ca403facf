// The last step of `npm run compile`: what a run would read and prove of our own packs each time is read and proved here, once.
const { preparePacks } = await import('../dist/src/packs/prepare.js');
await preparePacks();
