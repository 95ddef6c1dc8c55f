// A form is sent once at a time: what is sent again while the first is under way is ignored.

document.addEventListener('submit', (event) => {
  const { target: form } = event;
  if (form.method !== 'post') return;
  if (form.ariaBusy === 'true') event.preventDefault();
  form.ariaBusy = 'true';
});
document.addEventListener('htmx:afterRequest', ({ target }) => {
  target.closest('form')?.removeAttribute('aria-busy');
});
// Back to a page that the browser kept.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
});

// A form that meets a sign-in is sent without htmx, so that the sign-in page can keep it.
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  const form = detail.requestConfig.elt;
  if (detail.xhr.status !== 401) return;
  detail.shouldSwap = false;
  if (form.matches('form[method=post]')) form.submit();
});

// One box checks all boxes of a form.
document.addEventListener('change', ({ target }) => {
  const { selectAll } = target.dataset;
  if (selectAll === undefined) return;
  for (const box of document.querySelectorAll(`input[type=checkbox][form="${CSS.escape(selectAll)}"]`)) {
    box.checked = target.checked;
  }
});
