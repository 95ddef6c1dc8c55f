import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** A command as the help lists it. Its module is loaded when the command runs, so that `chck --help` starts fast. */
export interface CommandEntry {
  name: string;
  description: string;
  /** Whether it only groups subcommands, which have no section in the config file. */
  isGroup?: boolean;
  /** Builds the command. `program` builds the whole program, for commands that describe all flags. */
  load(terminal: Terminal, program: () => Promise<Command>): Promise<Command>;
}

/** All commands, in the order of the help. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'serve',
    description: 'run the mock (the default command)',
    load: async (terminal) => (await import('./serve.js')).serveCommand(terminal),
  },
  {
    name: 'trigger',
    description: 'complete gradings of a running mock and send their webhooks',
    load: async (terminal) => (await import('./trigger.js')).triggerCommand(terminal),
  },
  {
    name: 'listen',
    description: 'receive webhooks of a running mock in the terminal; removes its targets at the end',
    load: async (terminal) => (await import('./listen.js')).listenCommand(terminal),
  },
  {
    name: 'contract',
    description: 'check any implementation of the Partner API against its contract',
    load: async (terminal) => (await import('./contract.js')).contractCommand(terminal),
  },
  {
    name: 'certify',
    description: 'send a webhook handler the deliveries of production and judge what it does with them',
    load: async (terminal) => (await import('./certify.js')).certifyCommand(terminal),
  },
  {
    name: 'readiness',
    description: 'judge your client by the calls that it has made to a running mock',
    load: async (terminal) => (await import('./readiness.js')).readinessCommand(terminal),
  },
  {
    name: 'explain',
    description: 'explain why the mock refused a call: the rule, the value, and a request that works',
    load: async (terminal) => (await import('./explain.js')).explainCommand(terminal),
  },
  {
    name: 'accounts',
    description: 'list and create accounts of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./accounts.js')).accountsCommand(terminal),
  },
  {
    name: 'keys',
    description: 'create, list and revoke API keys of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./keys.js')).keysCommand(terminal),
  },
  {
    name: 'webhooks',
    description: 'manage webhook targets and deliveries of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./webhooks.js')).webhooksCommand(terminal),
  },
  {
    name: 'gradings',
    description: 'start and complete gradings of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./gradings.js')).gradingsCommand(terminal),
  },
  {
    name: 'clock',
    description: 'show and move the clock of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./clock.js')).clockCommand(terminal),
  },
  {
    name: 'faults',
    description: 'inject faults into calls or webhooks of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./faults.js')).faultsCommand(terminal),
  },
  {
    name: 'scenarios',
    description: 'run, save and list scenarios: steps that a running mock does again',
    isGroup: true,
    load: async (terminal) => (await import('./scenarios.js')).scenariosCommand(terminal),
  },
  {
    name: 'snapshots',
    description: 'take, list and restore snapshots of a running mock',
    isGroup: true,
    load: async (terminal) => (await import('./snapshots.js')).snapshotsCommand(terminal),
  },
  {
    name: 'logs',
    description: 'print the calls that a running mock received, follow them, or write them as HAR',
    load: async (terminal) => (await import('./logs.js')).logsCommand(terminal),
  },
  {
    name: 'reset',
    description: 'recreate the world of a running mock: keys, targets, deliveries, gradings and the clock',
    load: async (terminal) => (await import('./reset.js')).resetCommand(terminal),
  },
  {
    name: 'sample',
    description: 'print payloads generated from the contract, as JSON, for tests in any language',
    load: async (terminal) => (await import('./sample.js')).sampleCommand(terminal),
  },
  {
    name: 'openapi',
    description: 'print the OpenAPI 3.1 document of the Partner API',
    load: async (terminal) => (await import('./openapi.js')).openapiCommand(terminal),
  },
  {
    name: 'import',
    description: "copy an account's cards and gradings from a real service into a world file",
    load: async (terminal) => (await import('./import.js')).importCommand(terminal),
  },
  {
    name: 'questions',
    description: 'list what nobody has published, or ask a real service which of our readings hold',
    load: async (terminal) => (await import('./questions.js')).questionsCommand(terminal),
  },
  {
    name: 'proxy',
    description: 'pass calls to any implementation and report what breaks the contract, until Ctrl+C',
    load: async (terminal) => (await import('./proxy.js')).proxyCommand(terminal),
  },
  {
    name: 'init',
    description: 'write a config file, and .env.example with all environment variables',
    load: async (terminal, program) => (await import('./init.js')).initCommand(terminal, program),
  },
  {
    name: 'doctor',
    description: 'check this setup, and say what to do about each problem',
    load: async (terminal, program) => (await import('./doctor.js')).doctorCommand(terminal, program),
  },
  {
    name: 'completion',
    description: 'print a script that completes commands and flags in bash, zsh or fish',
    load: async (terminal, program) => (await import('./completion.js')).completionCommand(terminal, program),
  },
];
