import { randomUUID } from 'node:crypto';
import { InvalidArgumentError } from '../../errors.js';
import type { CreatedKey } from '../../services/create-key.js';
import type { ApiKey } from '../../store/api-keys.js';
import { Fields } from '../form.js';
import type { FormProblem, PageView, PortalRoute, Visit } from '../page.js';
import { Copyable } from '../parts/copyable.js';
import { Confirm, Dialog, opensDialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { TextField } from '../parts/field.js';
import { Moment } from '../parts/moment.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { spendForm } from '../sign-ins.js';

const HOME = '/dashboard/api-keys';

/** The API keys of an account: made here, shown once, revoked here (contract §1). */
export function apiKeyRoutes({ services: { keys } }: PortalDependencies): PortalRoute[] {
  const page = async (
    visit: Visit,
    extra: Pick<PageView, 'dialog' | 'status' | 'shownToken'> & { problem?: FormProblem } = {},
  ) => {
    const { problem, ...rest } = extra;
    const all = await keys.list({ account: visit.account.id });
    return {
      title: 'API keys',
      section: 'api-keys' as const,
      content: <Keys keys={all} visit={visit} problem={problem} />,
      ...rest,
    };
  };
  return [
    { method: 'get', path: '/api-keys', reply: (visit) => page(visit) },
    {
      method: 'post',
      path: '/api-keys',
      async reply(visit) {
        const { form, account, signIn, origin } = visit;
        if (!spendForm(signIn, form.text('form'))) {
          signIn.notice = {
            kind: 'failed',
            text: 'That key was made before, and its token is not shown again.',
          };
          return { location: HOME };
        }
        try {
          const created = await keys.create({ account: account.id, name: form.raw('name') });
          return page(visit, {
            dialog: <TokenOnce {...created} origin={origin} />,
            shownToken: created.token,
          });
        } catch (error) {
          if (!(error instanceof InvalidArgumentError)) throw error;
          const { field, message } = error;
          return page(visit, { problem: { field, message, sent: form }, status: 400 });
        }
      },
    },
    {
      method: 'get',
      path: '/api-keys/:id/revoke',
      async reply(visit) {
        const key = await keys.get(idOf(visit), { account: visit.account.id });
        return page(visit, { dialog: <ConfirmRevoke apiKey={key} /> });
      },
    },
    {
      method: 'post',
      path: '/api-keys/:id/revoke',
      async reply(visit) {
        const key = await keys.revoke(idOf(visit), { account: visit.account.id });
        visit.signIn.notice = {
          kind: 'done',
          text: `The key ${key.name} (${key.prefix}…) is revoked: it gets 401 invalid_credentials from now on.`,
        };
        return { location: HOME };
      },
    },
  ];
}

function idOf({ params }: Visit): number {
  return new Fields(new URLSearchParams({ id: params.id ?? '' })).id('id') ?? 0;
}

function Keys({ keys, visit, problem }: { keys: ApiKey[]; visit: Visit; problem: FormProblem | undefined }) {
  const tab = visit.query.oneOf('tab', ['active', 'revoked']);
  const active = keys.filter(({ revokedAt }) => revokedAt === null);
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null);
  const here = HOME + (tab === 'active' ? '' : '?tab=revoked');
  return (
    <>
      <form
        class="row-form panel"
        method="post"
        action={HOME}
        hx-post={HOME}
        hx-target="#overlay"
        hx-select="dialog"
        hx-select-oob="#key-form,#keys"
        hx-swap="innerHTML"
      >
        <div id="key-form" class="row-form">
          <TextField
            name="name"
            label="Name"
            placeholder="Staging backend"
            maxLength={200}
            problem={problem}
          />
          <input type="hidden" name="form" value={randomUUID()} />
          <button id="create-key" type="submit">
            Create key
          </button>
        </div>
      </form>
      <section
        id="keys"
        class="panel"
        aria-label="Keys"
        hx-get={here}
        hx-trigger="keys from:body, every 60s"
        hx-select="#keys"
        hx-swap="outerHTML"
      >
        <nav class="tabs" aria-label="Which keys">
          <a id="tab-active" href={HOME} aria-current={tab === 'active' ? 'page' : undefined}>
            Active <span class="count">{active.length}</span>
          </a>
          <a
            id="tab-revoked"
            href={`${HOME}?tab=revoked`}
            aria-current={tab === 'revoked' ? 'page' : undefined}
          >
            Revoked <span class="count">{revoked.length}</span>
          </a>
        </nav>
        {tab === 'active' ? (
          <KeyTable keys={active} nowMs={visit.nowMs} />
        ) : (
          <KeyTable keys={revoked} nowMs={visit.nowMs} revoked />
        )}
      </section>
    </>
  );
}

function KeyTable({ keys, nowMs, revoked = false }: { keys: ApiKey[]; nowMs: number; revoked?: boolean }) {
  if (keys.length === 0 && revoked) {
    return <Empty title="No revoked keys">A key that you revoke is listed here and works no more.</Empty>;
  }
  if (keys.length === 0) {
    return (
      <Empty title="No active keys">Give a key a name above and create it; its token is shown once.</Empty>
    );
  }
  return (
    <div class="scroll">
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Prefix</th>
            <th scope="col">Created</th>
            <th scope="col">Last used</th>
            <th scope="col" class="end">
              {revoked ? 'Revoked' : <span class="unseen">Actions</span>}
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ id, name, prefix, development, createdAt, lastUsedAt, revokedAt }) => (
            <tr key={id}>
              <th scope="row" class="name">
                <bdi>{name}</bdi> {development && <span class="badge">from the seed</span>}
              </th>
              <td data-label="Prefix">
                <code>{prefix}…</code>
              </td>
              <td data-label="Created">
                <Moment at={createdAt} nowMs={nowMs} />
              </td>
              <td data-label="Last used">
                {lastUsedAt === null ? (
                  <span class="faint">Never</span>
                ) : (
                  <Moment at={lastUsedAt} nowMs={nowMs} />
                )}
              </td>
              <td class="end">
                {revokedAt === null ? (
                  <a id={`revoke-${id}`} class="button quiet" {...opensDialog(`${HOME}/${id}/revoke`)}>
                    Revoke<span class="unseen"> {name}</span>
                  </a>
                ) : (
                  <Moment at={revokedAt} nowMs={nowMs} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TokenOnce({ key, token, origin }: CreatedKey & { origin: string }) {
  return (
    <Dialog title="Copy the token now" back={HOME}>
      <p class="prose">
        This is the token of <bdi class="strong">{key.name}</bdi>. It is shown this once: only its hash is
        kept, and a lost token cannot be recovered.
      </p>
      <Copyable id="token" name="Token" text={token} />
      <Copyable id="header-line" name="Header" text={`Authorization: Bearer ${token}`} />
      <Copyable
        id="curl-line"
        name="Try it"
        text={`curl -H "Authorization: Bearer ${token}" "${origin}/v1/gradings?limit=2"`}
      />
      <div class="buttons">
        <a class="button" href={HOME} data-dismiss>
          I have copied it
        </a>
      </div>
    </Dialog>
  );
}

function ConfirmRevoke({ apiKey: { id, name, prefix } }: { apiKey: ApiKey }) {
  return (
    <Confirm title="Revoke this key?" action={`${HOME}/${id}/revoke`} verb="Revoke key" back={HOME}>
      <p>
        <bdi class="strong">{name}</bdi> (<code>{prefix}…</code>) will get 401{' '}
        <code>invalid_credentials</code> from the very next request. This cannot be undone; the account's
        cards and gradings stay.
      </p>
    </Confirm>
  );
}
