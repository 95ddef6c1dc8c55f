/** Generated from the flags by npm run generate: do not edit. */
/** What a config file may hold: a section for each command, with its flags. */
export interface ChckConfig {
  $schema?: string;
  /** run the mock (the default command) */
  serve?: {
    /** port to listen on, 0 for any free one; 4000 unless told */
    port?: string | number;
    /** address to listen on; beyond loopback an admin token is demanded; "127.0.0.1" unless told */
    host?: string | number;
    /** seed of the generated world (default: 1) */
    seed?: string | number;
    /** world to pretend (default: "default") */
    world?: string | number;
    /** keep everything in memory */
    ephemeral?: boolean;
    /** SQLite file to keep everything in (default: ".chck/mock.db") */
    data?: string | number;
    /** requests a minute for each client address; 600 unless told */
    rateLimit?: string | number;
    /** how long image links are good; 300 unless told */
    presignedUrlTtlSeconds?: string | number;
    /** wait after the first failed attempt; it doubles with each further one; "5s" unless told */
    webhookRetryBase?: string | number;
    /** longest wait between two attempts; "1h" unless told */
    webhookRetryCap?: string | number;
    /** how long one attempt may take; "15s" unless told */
    webhookTimeout?: string | number;
    /** let webhooks go to private addresses although others reach the mock */
    allowPrivateTargets?: boolean;
    /** what to log on stderr; "info" unless told */
    logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
    /** contract rules to break, comma-separated (docs/rules.md) */
    deviate?: string | number;
    /** print one JSON object with url and token when the mock answers */
    json?: boolean;
  };
  /** fire webhooks of a running mock, by new gradings or by one that there is */
  trigger?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** whose webhooks (default: the world's first account) */
    account?: string | number;
    /** an existing grading instead of a new one */
    grading?: string | number;
    /** how many new gradings (default: 1) */
    count?: string | number;
    /** how long the pipeline takes on the mock's clock (default: 0s) */
    delay?: string | number;
    /** which card (default: a raw one) */
    card?: string | number;
    /** what was photographed (default: full) */
    capture?: 'full' | 'two-image';
    /** the overall grade (default: the seed's) */
    grade?: string | number;
    /** send each so many times more; once more when no number is given */
    duplicate?: string | number;
    /** send them in another order than their gradings ended */
    shuffle?: boolean;
    /** send to this address, which need not be registered */
    to?: string | number;
    /** send to this registered target alone */
    target?: string | number;
    /** a value instead of the payload's own, by wire name; repeatable */
    override?: string | number;
    /** a field that no webhook has by itself; repeatable */
    add?: string | number;
  };
  /** receive webhooks of a running mock here; the targets are removed when this ends */
  listen?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** whose webhooks (default: the world's first account) */
    account?: string | number;
    /** only webhooks of this outcome */
    outcome?: 'success' | 'failure';
    /** port to receive on, 0 for any free one; 0 unless told */
    port?: string | number;
    /** what to answer in turn: statuses, timeout, reset; the last one repeats; "200" unless told */
    respond?: string | number;
    /** wait so long before each answer */
    delay?: string | number;
    /** refuse what is not signed with this; rather set the variable */
    secret?: string | number;
    /** send each on to your own handler, and answer as it does */
    forwardTo?: string | number;
    /** end after so many (default: when interrupted) */
    count?: string | number;
    /** how much to print (default: interactive on a terminal, else compact) */
    output?: 'interactive' | 'compact' | 'quiet';
  };
  /** make the world of a running mock anew: keys, targets, deliveries, gradings and the clock as at its start */
  reset?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** another world; a file on the machine of the mock */
    world?: string | number;
    /** another seed */
    seed?: string | number;
  };
  /** judge any implementation of the Partner API by its contract */
  contract?: {
    /** where the Partner API answers; a path prefix is allowed */
    baseUrl?: string | number;
    /** start the kit's own mock and judge that */
    mock?: boolean;
    /** the account of that token, as the driver names it */
    accountId?: string | number;
    /** what mints keys, completes gradings and moves time (docs/contract-suite.md) */
    driver?: string | number;
    /** rules or areas to run, comma-separated */
    only?: string | number;
    /** rules or areas to leave out, comma-separated */
    skip?: string | number;
    /** fail on assumed facts too */
    strict?: boolean;
    /** fail when a rule cannot be checked */
    requireAll?: boolean;
    /** send no POST and no DELETE */
    readOnly?: boolean;
    /** stop after so many failed rules */
    maxFailures?: string | number;
    /** inputs that each generating rule makes (default: 4) */
    fuzz?: string | number;
    /** fixes what is generated (default: a new one each time) */
    seed?: string | number;
    /** how long one request may take (default: 10000) */
    timeout?: string | number;
    /** how long to wait for webhooks and the like (default: 5000) */
    patience?: string | number;
    /** sent with every request, "Name: value"; repeatable */
    header?: string | number;
    /** how long to wait for the target to answer */
    waitFor?: string | number;
    /** known failures with owner and expiry */
    baseline?: string | number;
    /** how the target reaches the webhook receiver, when not on this machine */
    receiverUrl?: string | number;
    /** the port of the webhook receiver (default: any free one) */
    receiverPort?: string | number;
    /** pretty, junit, json, github, markdown; NAME=FILE writes a file */
    reporter?: string | number;
    /** rules that the started mock breaks, comma-separated */
    deviate?: string | number;
    /** show the rules and run none */
    list?: boolean;
    /** with --list or --compare: print JSON */
    json?: boolean;
    /** judge two targets and show where verdicts differ; "mock" starts the mock */
    compare?: string | number;
    /** with --compare: a usable token of the second target */
    tokenB?: string | number;
    /** with --compare: the driver of the second target */
    driverB?: string | number;
  };
  /** explain a call that the mock refused: the rule, the value, and a request that works */
  explain?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
  };
  /** judge your client by the calls that it made of a running mock: what it gets right, wrong, or never met */
  readiness?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** write a JUnit report too */
    junit?: string | number;
    /** what is not exercised yet counts as failed */
    requireAll?: boolean;
    /** only calls and webhooks of this account */
    account?: string | number;
  };
  /** certify a webhook handler by the deliveries that it will meet in production */
  certify?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** write a JUnit report too */
    junit?: string | number;
    /** what is inconclusive counts as failed */
    requireAll?: boolean;
    /** the account whose key the handler uses (default: the first) */
    account?: string | number;
    /** start the handler by this command, on a mock of its own: CHCK_BASE_URL and CHCK_TOKEN are in its environment */
    start?: string | number;
    /** how long the handler may take to answer; "15s" unless told */
    answerTimeout?: string | number;
    /** how long to wait for the calls that a delivery causes; "3s" unless told */
    patience?: string | number;
    /** how long nothing more must come before calls are counted; "500ms" unless told */
    settle?: string | number;
    /** only these cases, separated by commas: success, failure, burst, extra-fields, unknown-session, duplicate, duplicate-at-once, reordered, late, retry-after-own-error, slow-network, chunked-body, exact-bytes, signature-valid, signature-rotated, signature-stale, signature-wrong, signature-missing */
    only?: string | number;
  };
  /** print payloads that the contract describes, as JSON, for tests in any language */
  sample?: {
    /** how many, as a list (default: one by itself; with --invalid all) */
    count?: string | number;
    /** the same seed gives the same payloads (default: 1) */
    seed?: string | number;
    /** which of the operation's answers (default: its success) */
    status?: string | number;
    /** payloads with one thing wrong each, and what it is */
    invalid?: boolean;
  };
  /** print the OpenAPI document of the Partner API */
  openapi?: {
    /** yaml or json; "yaml" unless told */
    format?: 'yaml' | 'json';
    /** leave out where each fact comes from */
    stripProvenance?: boolean;
  };
  /** write a config file for chck, and .env.example with the variables that it reads */
  init?: {
    /** what to write the config in; "ts" unless told */
    form?: 'ts' | 'mjs' | 'json' | 'yaml';
    /** replace files that are there */
    force?: boolean;
  };
  /** say what is wrong with this setup, and what to do */
  doctor?: {
    /** address of the running mock; "http://localhost:4000" unless told */
    url?: string | number;
    /** print nothing but JSON */
    json?: boolean;
    /** write a JUnit report too */
    junit?: string | number;
    /** what is not looked at counts as failed */
    requireAll?: boolean;
  };
  /** stand between a client and any implementation, and tell what breaks the contract; ends with Ctrl+C */
  proxy?: {
    /** address of the implementation, such as https://staging.example */
    upstream?: string | number;
    /** port to listen on, 0 for any free one; 4010 unless told */
    proxyPort?: string | number;
    /** print one JSON object when it ends */
    json?: boolean;
  };
}
