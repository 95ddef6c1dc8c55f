import type { CreatedKey } from '../../services/create-key.js';
import type { ApiKey } from '../../store/api-keys.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { Copyable } from '../parts/copyable.js';
import { Confirm, Dialog, opensDialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { TextField } from '../parts/field.js';
import { SubmissionId } from '../parts/form.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/api-keys';

/** The API keys of an account: created, shown once, revoked (contract §1). */
export function apiKeyRoutes({ services: { keys } }: PortalDependencies): PortalRoute[] {
  const page = async (
    request: PageRequest,
    extra: Pick<PageView, 'dialog' | 'shownToken'> & { problem?: FormProblem } = {},
  ): Promise<PageView> => {
    const { problem, ...rest } = extra;
    const all = await keys.list({ account: request.account.id });
    return {
      title: 'API keys',
      section: 'api-keys',
      content: <Keys keys={all} request={request} problem={problem} />,
      ...rest,
    };
  };
  const find = ({ params, account }: PageRequest) => keys.get(params.id('id') ?? 0, { account: account.id });
  return [
    { method: 'get', path: '/api-keys', show: (request) => page(request) },
    {
      method: 'post',
      path: '/api-keys',
      async submit(request) {
        const { form, account, origin } = request;
        const created = await keys.create({ account: account.id, name: form.raw('name') });
        return page(request, {
          dialog: <NewToken {...created} origin={origin} />,
          shownToken: created.token,
        });
      },
      show: (request, problem) => page(request, { problem }),
    },
    {
      method: 'get',
      path: '/api-keys/:id/revoke',
      show: async (request) => page(request, { dialog: <ConfirmRevoke apiKey={await find(request)} /> }),
    },
    {
      method: 'post',
      path: '/api-keys/:id/revoke',
      async submit(request) {
        const { account, params } = request;
        const { name, prefix } = await keys.revoke(params.id('id') ?? 0, { account: account.id });
        return done(
          HOME,
          `The key ${name} (${prefix}…) is revoked: requests with it get 401 invalid_credentials.`,
        );
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
  ];
}

function Keys({
  keys,
  request,
  problem,
}: {
  keys: ApiKey[];
  request: PageRequest;
  problem: FormProblem | undefined;
}) {
  const tab = request.query.oneOf('tab', ['active', 'revoked']);
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
        hx-sync="this:drop"
      >
        <div id="key-form" class="row-form">
          <TextField
            name="name"
            label="Name"
            placeholder="Staging backend"
            maxLength={200}
            problem={problem}
          />
          <SubmissionId />
          <button id="create-key" type="submit">
            Create key
          </button>
        </div>
      </form>
      <section class="panel" aria-label="Keys" {...live('keys', here, 'keys')}>
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
          <KeyTable keys={active} nowMs={request.nowMs} />
        ) : (
          <KeyTable keys={revoked} nowMs={request.nowMs} revoked />
        )}
      </section>
    </>
  );
}

function KeyTable({ keys, nowMs, revoked = false }: { keys: ApiKey[]; nowMs: number; revoked?: boolean }) {
  if (keys.length === 0 && revoked) {
    return <Empty title="No revoked keys">Keys that you revoke are listed here. They no longer work.</Empty>;
  }
  if (keys.length === 0) {
    return (
      <Empty title="No active keys">Enter a name above and create a key. Its token is shown once.</Empty>
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

function NewToken({ key, token, origin }: CreatedKey & { origin: string }) {
  return (
    <Dialog title="Copy the token now" back={HOME}>
      <p class="prose">
        This is the token of <bdi class="strong">{key.name}</bdi>. It is shown once: the mock stores only its
        hash, and a lost token cannot be recovered.
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
        <bdi class="strong">{name}</bdi> (<code>{prefix}…</code>) gets 401 <code>invalid_credentials</code>{' '}
        from the next request. This cannot be undone. The account's cards and gradings stay.
      </p>
    </Confirm>
  );
}
