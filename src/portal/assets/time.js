// Times relative to the mock's clock tick, as parts/moment.tsx writes them.

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

let panel;
let readAtMs = 0;

/** The mock's clock in ms since 1970: as the status panel showed it, plus the time since then unless it is frozen. */
function mockNowMs() {
  const current = document.getElementById('status-panel');
  if (current !== panel) readAtMs = performance.now();
  panel = current;
  const { now, frozen } = panel.dataset;
  return Date.parse(now) + (frozen === 'true' ? 0 : performance.now() - readAtMs);
}

function inWords(distanceMs) {
  for (const [unit, lengthMs] of units) {
    if (Math.abs(distanceMs) >= lengthMs) return relative.format(Math.trunc(distanceMs / lengthMs), unit);
  }
  return distanceMs > 0 ? 'in a moment' : 'just now';
}

function tick() {
  if (document.hidden || !document.getElementById('status-panel')) return;
  const nowMs = mockNowMs();
  const instant = new Date(nowMs).toISOString();
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const words = inWords(Date.parse(time.dateTime) - nowMs);
    if (time.textContent !== words) time.textContent = words;
  }
  for (const time of document.querySelectorAll('time[data-clock]')) {
    time.dateTime = instant;
    time.textContent = `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
  }
}

setInterval(tick, 1000);
