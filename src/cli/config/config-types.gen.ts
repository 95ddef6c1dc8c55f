/** Generated from the flags by npm run generate: do not edit. */
/** The content of a config file: a section for each command, with its flags. */
export interface ChckConfig {
  $schema?: string;
  /** run the mock (the default command) */
  serve?: {
    /** port to listen on; 0 for any free port. Default: 4000. */
    port?: string | number;
    /** address to listen on; an address beyond loopback needs --admin-token. Default: "localhost". */
    host?: string | number;
    /** where clients reach the mock, for image links: https://mock.example */
    publicUrl?: string | number;
    /** believe X-Forwarded-For, -Host and -Proto of a proxy before the mock */
    trustProxy?: boolean;
    /** seed of the generated world (default: 1) */
    seed?: string | number;
    /** the world, see docs/worlds.md (default: "default") */
    world?: string | number;
    /** keep all data in memory */
    ephemeral?: boolean;
    /** SQLite file for all data (default: ".chck/mock.db") */
    data?: string | number;
    /** schema of the database (default: "chck") */
    databaseSchema?: string | number;
    /** requests per minute for each client address. Default: 600. */
    rateLimit?: string | number;
    /** lifetime of image links. Default: 300. */
    presignedUrlTtlSeconds?: string | number;
    /** delay after the first failed attempt; doubles with each attempt. Default: "5s". */
    webhookRetryBase?: string | number;
    /** longest delay between two attempts. Default: "1h". */
    webhookRetryCap?: string | number;
    /** timeout of one attempt. Default: "15s". */
    webhookTimeout?: string | number;
    /** clock of webhook-timestamp: real time or the mock's clock. Default: "real". */
    webhookTimestamp?: 'real' | 'mock';
    /** allow webhooks to private addresses when listening beyond loopback */
    allowPrivateTargets?: boolean;
    /** use the fixed token also when listening beyond loopback */
    allowDevelopmentToken?: boolean;
    /** keys, targets, faults and a scenario to start with, in YAML; see docs/worlds.md */
    setup?: string | number;
    /** apply the setup and the world file again when they change */
    watch?: boolean;
    /** what to log on stderr. Default: "info". */
    logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
    /** contract rules to break, comma-separated; see docs/rules.md */
    deviate?: string | number;
    /** an OpenAPI document, such as CHCK's own, that corrects the facts of the contract */
    openapi?: string | number;
    /** print one JSON object with url and token when the mock responds */
    json?: boolean;
  };
  /** complete gradings of a running mock and send their webhooks */
  trigger?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** the account that owns the gradings (default: the first account) */
    account?: string | number;
    /** an existing grading instead of a new one */
    grading?: string | number;
    /** number of new gradings (default: 1) */
    count?: string | number;
    /** duration of the grading on the mock's clock (default: 0s) */
    delay?: string | number;
    /** the card (default: a raw one) */
    card?: string | number;
    /** the photographs (default: full) */
    capture?: 'full' | 'two-image';
    /** the overall grade (default: from the seed) */
    grade?: string | number;
    /** send each webhook this many more times; once more without a number */
    duplicate?: string | number;
    /** send the webhooks in another order than the gradings ended */
    shuffle?: boolean;
    /** send to this address, registered or not */
    to?: string | number;
    /** send to this registered target only */
    target?: string | number;
    /** replace a field of the payload, by its name on the wire; repeatable */
    override?: string | number;
    /** add a field to the payload; repeatable */
    add?: string | number;
  };
  /** receive webhooks of a running mock in the terminal; removes its targets at the end */
  listen?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** the account that owns the gradings (default: the first account) */
    account?: string | number;
    /** only webhooks of this outcome */
    outcome?: 'success' | 'failure';
    /** port to receive on; 0 for any free port. Default: 0. */
    port?: string | number;
    /** responses in turn: statuses, timeout, reset; the last one repeats. Default: "200". */
    respond?: string | number;
    /** delay before each response */
    delay?: string | number;
    /** forward each webhook to your handler and return its response */
    forwardTo?: string | number;
    /** end after this number of webhooks (default: when interrupted) */
    count?: string | number;
    /** what to print (default: interactive in a terminal, otherwise compact) */
    output?: 'interactive' | 'compact' | 'quiet';
  };
  /** check any implementation of the Partner API against its contract */
  contract?: {
    /** the address of the Partner API; a path prefix is allowed */
    baseUrl?: string | number;
    /** start the kit's own mock and judge that */
    mock?: boolean;
    /** the account of that token, as the driver names it */
    accountId?: string | number;
    /** a module that creates keys, completes gradings and moves the clock (docs/contract-suite.md) */
    driver?: string | number;
    /** a file with rules of your own (defineRule); repeatable */
    rules?: string | number;
    /** rules (AUTH-001), prefixes of rules (AUTH) or areas to run, comma-separated */
    only?: string | number;
    /** rules, prefixes of rules or areas to leave out, comma-separated */
    skip?: string | number;
    /** fail on assumed facts too */
    strict?: boolean;
    /** send no POST and no DELETE */
    readOnly?: boolean;
    /** stop after this number of failed rules */
    maxFailures?: string | number;
    /** number of requests a run may come to with generated inputs (default: 400; 2000 on loopback with a driver) */
    budget?: string | number;
    /** number of inputs for each rule that generates inputs (default: 4) */
    fuzz?: string | number;
    /** fixes what is generated (default: a random number) */
    seed?: string | number;
    /** how long one request may take (default: 10000) */
    timeout?: string | number;
    /** how long to wait for webhooks and the like (default: 5000) */
    patience?: string | number;
    /** sent with every request, "Name: value"; repeatable */
    header?: string | number;
    /** how long to wait for the target to respond */
    waitFor?: string | number;
    /** known failures with owner and expiry */
    baseline?: string | number;
    /** address of the webhook receiver for a target on another machine */
    receiverUrl?: string | number;
    /** the port of the webhook receiver (default: any free one) */
    receiverPort?: string | number;
    /** deviations of the started mock, comma-separated */
    deviate?: string | number;
    /** an OpenAPI document, such as CHCK's own, that corrects the facts of the contract */
    openapi?: string | number;
    /** show the rules and run none */
    list?: boolean;
    /** print only JSON */
    json?: boolean;
    /** judge two targets and show where verdicts differ; "mock" starts the mock */
    compare?: string | number;
    /** with --compare: the driver of the second target */
    driverB?: string | number;
    /** pretty, junit, json, ctrf, github, markdown, html, comma-separated; NAME=FILE writes a file */
    reporter?: string | number;
    /** an earlier report of the reporter json: shows what changed since */
    previous?: string | number;
    /** a rule that cannot be checked counts as failed */
    requireAll?: boolean;
  };
  /** send a webhook handler the deliveries of production and judge what it does with them */
  certify?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** pretty, junit, json, ctrf, github, markdown, html, comma-separated; NAME=FILE writes a file */
    reporter?: string | number;
    /** an earlier report of the reporter json: shows what changed since */
    previous?: string | number;
    /** an inconclusive case counts as failed */
    requireAll?: boolean;
    /** the account whose key the handler uses (default: the first) */
    account?: string | number;
    /** start the handler with this command and a mock for it, with CHCK_BASE_URL and CHCK_TOKEN in its environment */
    start?: string | number;
    /** how long the handler may take to respond. Default: "15s". */
    answerTimeout?: string | number;
    /** how long to wait for the calls that a delivery causes. Default: "3s". */
    patience?: string | number;
    /** calls are counted once no further call has arrived for this long. Default: "500ms". */
    settle?: string | number;
    /** only these cases, by id, beginning of an id or area, separated by commas: success, failure, burst, extra-fields, unknown-session, duplicate, duplicate-at-once, reordered, late, retry-after-own-error, slow-network, chunked-body, exact-bytes, signature-valid, signature-rotated, signature-stale, signature-wrong, signature-missing */
    only?: string | number;
    /** all cases but these, by id, beginning of an id or area */
    skip?: string | number;
    /** reading a grading twice changes nothing in the handler, because results are stored under their id */
    readsAreIdempotent?: boolean;
  };
  /** judge your client by the calls that it has made to a running mock */
  readiness?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** pretty, junit, json, ctrf, github, markdown, html, comma-separated; NAME=FILE writes a file */
    reporter?: string | number;
    /** an earlier report of the reporter json: shows what changed since */
    previous?: string | number;
    /** a check that was not exercised counts as failed */
    requireAll?: boolean;
    /** only calls and webhooks of this account */
    account?: string | number;
    /** how long the client may take to follow up a webhook or a page, in real time. Default: "10s". */
    patience?: string | number;
    /** reading a grading twice changes nothing in the client, because results are stored under their id */
    readsAreIdempotent?: boolean;
  };
  /** explain why the mock refused a call: the rule, the value, and a request that works */
  explain?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
  };
  /** print the calls that a running mock received, follow them, or write them as HAR */
  logs?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** only calls of this account */
    account?: string | number;
    /** only calls of this operation, such as listGradings */
    operation?: string | number;
    /** only calls with this method */
    method?: string | number;
    /** only calls of this path, without its query */
    path?: string | number;
    /** only calls with this status */
    status?: string | number;
    /** only calls with this key */
    key?: string | number;
    /** only the last calls (default: 20, with --har all that are kept) */
    last?: string | number;
    /** print further calls as they are received, until Ctrl+C */
    follow?: boolean;
    /** write the calls as an HTTP Archive */
    har?: string | number;
  };
  /** recreate the world of a running mock: keys, targets, deliveries, gradings and the clock */
  reset?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** another world (default: the mock's present world) */
    world?: string | number;
    /** another seed (default: the mock's present seed) */
    seed?: string | number;
  };
  /** print payloads generated from the contract, as JSON, for tests in any language */
  sample?: {
    /** print a list of this length (default: one payload alone; all with --invalid) */
    count?: string | number;
    /** seed; the same seed gives the same payloads (default: 1) */
    seed?: string | number;
    /** response status of the operation (default: its success) */
    status?: string | number;
    /** print payloads with exactly one fault each, and name the fault */
    invalid?: boolean;
    /** an OpenAPI document, such as CHCK's own, that corrects the facts of the contract */
    openapi?: string | number;
  };
  /** print the OpenAPI 3.1 document of the Partner API */
  openapi?: {
    /** format. Default: "yaml". */
    format?: 'yaml' | 'json';
    /** leave out the marks that say where each fact comes from */
    stripProvenance?: boolean;
    /** the document of /_mock instead, the API of the mock itself */
    control?: boolean;
  };
  /** copy an account's cards and gradings from a real service into a world file */
  import?: {
    /** the address of the service */
    baseUrl?: string | number;
    /** the world file to write, JSON. Default: "my-account.json". */
    out?: string | number;
    /** copy only the newest cards, with their gradings */
    limit?: string | number;
  };
  /** list what nobody has published, or ask a real service which of our readings hold */
  questions?: {
    /** the address of a real service to ask */
    baseUrl?: string | number;
    /** print only JSON */
    json?: boolean;
  };
  /** pass calls to any implementation and report what breaks the contract, until Ctrl+C */
  proxy?: {
    /** address of the implementation, such as https://staging.example */
    upstream?: string | number;
    /** port to listen on; 0 for any free port. Default: 4010. */
    proxyPort?: string | number;
    /** an OpenAPI document, such as CHCK's own, that corrects the facts of the contract */
    openapi?: string | number;
    /** print one JSON object at the end */
    json?: boolean;
  };
  /** write a config file, and .env.example with all environment variables */
  init?: {
    /** form of the config file. Default: "ts". */
    form?: 'ts' | 'mjs' | 'json' | 'yaml';
    /** replace existing files */
    force?: boolean;
  };
  /** check this setup, and say what to do about each problem */
  doctor?: {
    /** address of the running mock. Default: "http://localhost:4000". */
    url?: string | number;
    /** print only JSON */
    json?: boolean;
    /** pretty, junit, json, ctrf, github, markdown, html, comma-separated; NAME=FILE writes a file */
    reporter?: string | number;
    /** an earlier report of the reporter json: shows what changed since */
    previous?: string | number;
    /** what is not checked counts as failed */
    requireAll?: boolean;
  };
}
