// The number of failing deliveries is in the title, also while the page is hidden. A sound is off by default.

const POLL_MS = 4000;
const SOUND = 'chck-sound';
let failing;
let checking = false;

async function checkFailures() {
  if (!document.body.dataset.live || checking) return;
  checking = true;
  const found = await fetch('/dashboard/failing')
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  checking = false;
  if (!found) return;
  const title = document.title.replace(/^\(\d+\+?\) /, '');
  document.title = found.failing === 0 ? title : `(${found.failing}) ${title}`;
  if (failing !== undefined && found.failing > failing && localStorage.getItem(SOUND) === 'on') beep();
  failing = found.failing;
}

function beep() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.frequency.value = 440;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.15);
  tone.addEventListener('ended', () => audio.close());
}

const sound = document.querySelector('[data-sound]');
if (sound) {
  sound.checked = localStorage.getItem(SOUND) === 'on';
  sound.addEventListener('change', () => localStorage.setItem(SOUND, sound.checked ? 'on' : 'off'));
}
document.addEventListener('deliveries', checkFailures);
setInterval(checkFailures, POLL_MS);
void checkFailures();
