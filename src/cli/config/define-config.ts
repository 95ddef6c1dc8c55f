import type { ChckConfig } from './config-types.gen.js';

export type { ChckConfig };

/** Returns the config as it is, with types: `export default defineConfig({ serve: { port: 4000 } })`. */
export function defineConfig(config: ChckConfig): ChckConfig {
  return config;
}
