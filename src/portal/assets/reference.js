// "Try it" on the pages of the API reference: sends what the form says to this very server and shows what comes back.
// The token stays in its field: it is written nowhere.

for (const form of document.querySelectorAll('form[data-try]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

async function send(form) {
  const fields = new FormData(form);
  const { method, path } = form.dataset;
  const query = new URLSearchParams();
  let address = path;
  for (const [name, value] of fields) {
    const [place, parameter] = name.split('.');
    if (place === 'path') address = address.replace(`{${parameter}}`, encodeURIComponent(value));
    if (place === 'query' && value !== '') query.set(parameter, value);
  }
  if ([...query].length > 0) address += `?${query}`;
  const body = fields.get('body');
  const token = fields.get('token');
  const request = {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== null && { 'content-type': 'application/json' }),
    },
    ...(body !== null && { body }),
  };
  const output = form.querySelector('output');
  output.hidden = false;
  output.querySelector('code').textContent = await answerOf(address, method, request);
}

async function answerOf(address, method, request) {
  try {
    const startedMs = performance.now();
    const response = await fetch(address, request);
    const text = await response.text();
    const took = `${(performance.now() - startedMs).toFixed(0)} ms`;
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    return `${method} ${address}\n\n${response.status}, ${took}\n${headers}\n\n${indented(text)}`;
  } catch (error) {
    return `${method} ${address}\n\nNo response: ${error.message}`;
  }
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
