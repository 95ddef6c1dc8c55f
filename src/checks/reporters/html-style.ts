/** The style of the HTML report: light, dark by the reader's setting, and on paper. */
export const htmlStyle = `
:root { color-scheme: light dark; --good: light-dark(#17703a, #58c98a); --bad: light-dark(#b3261e, #ff8a80);
  --open: light-dark(#7a5b00, #e6c35c); --line: light-dark(#d8d8d4, #3a3f45); --soft: light-dark(#f4f4f1, #1e2226);
  --page: light-dark(#ffffff, #14171a); --text: light-dark(#1b1d1f, #e8e8e4); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
header { border-left: .5rem solid var(--open); padding: .25rem 1rem; background: var(--soft); }
header.passed { border-color: var(--good); } header.failed { border-color: var(--bad); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; vertical-align: top;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .25rem; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; font-weight: 600; }
pre { background: var(--soft); padding: .5rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
.passed { color: var(--good); } .failed { color: var(--bad); } .not-checked, .known { color: var(--open); }
header h1, header p { color: var(--text); } .unseen { opacity: .6; }
.scroll { overflow-x: auto; }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; } pre { overflow: visible; }
  details, tr { break-inside: avoid; } h2 { break-after: avoid; } }
`;
