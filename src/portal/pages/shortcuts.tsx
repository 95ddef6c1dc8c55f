import type { PortalRoute } from '../page.js';
import { Dialog } from '../parts/dialog.js';
import { sections } from '../parts/frame.js';

const keys = [
  ['?', 'Show this list'],
  ['Ctrl K', 'Go to a page, an id or an action'],
  ['/', 'Search on this page'],
  ['j, k', 'Next and previous row of a list'],
  ['Escape', 'Close a dialog'],
] as const;

/** The keyboard shortcuts. */
export function shortcutsRoute(): PortalRoute {
  return {
    method: 'get',
    path: '/shortcuts',
    async show() {
      return {
        title: 'Keyboard shortcuts',
        section: 'overview',
        content: <p>The keyboard shortcuts are in a dialog on this page.</p>,
        dialog: <Shortcuts />,
      };
    },
  };
}

function Shortcuts() {
  const all = [...keys, ...sections.map(({ key, name }) => [`g ${key}`, `Open ${name}`] as const)];
  return (
    <Dialog title="Keyboard shortcuts" back="/dashboard">
      <dl class="facts">
        {all.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <a class="button" href="/dashboard" data-dismiss>
          Close
        </a>
      </div>
    </Dialog>
  );
}
