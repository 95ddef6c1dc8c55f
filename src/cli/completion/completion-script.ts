import type { Place } from './places.js';

export const completionShells = ['bash', 'zsh', 'fish'] as const;

export type CompletionShell = (typeof completionShells)[number];

/** A script to be read by a shell, such as by `eval "$(chck completion bash)"`. */
export function completionScript(shell: CompletionShell, places: readonly Place[]): string {
  return scripts[shell](places);
}

const scripts: Record<CompletionShell, (places: readonly Place[]) => string> = {
  bash: (places) => `# chck completion for bash: eval "$(chck completion bash)"
_chck() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" place='' index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${place:+$place }\${COMP_WORDS[index]}" in
      ${paths(places)}) place="\${place:+$place }\${COMP_WORDS[index]}" ;;
    esac
  done
  local words=''
  ${wordCases(places)}
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _chck chck`,

  zsh: (places) => `#compdef chck
# chck completion for zsh: source <(chck completion zsh)
_chck() {
  local before="\${words[CURRENT-1]}" place='' found='' index
  for ((index = 2; index < CURRENT; index++)); do
    case "\${place:+$place }\${words[index]}" in
      ${paths(places)}) place="\${place:+$place }\${words[index]}" ;;
    esac
  done
  ${wordCases(places).replaceAll('words=', 'found=')}
  [[ -n $found ]] && compadd -- \${=found} || _files
}
compdef _chck chck`,

  fish: (places) => `# chck completion for fish: chck completion fish | source
function __chck_place
    set -l place
    for word in (commandline -opc)[2..]
        switch (string join ' ' $place $word)
            case ${places.slice(1).map(quotedPath).join(' ')}
                set place $place $word
        end
    end
    string join ' ' $place
end
${places.flatMap(fishLines).join('\n')}`,
};

/** The patterns of a `case` for all commands. */
function paths(places: readonly Place[]): string {
  return places.slice(1).map(quotedPath).join(' | ');
}

function quotedPath({ path }: Place): string {
  return `'${path}'`;
}

/** A `case` that sets `words`: the values of the flag before the word, or else what may follow the command. */
function wordCases(places: readonly Place[]): string {
  const values = places.flatMap((place) =>
    place.values.map(({ flags, choices }) => {
      const patterns = flags.map((flag) => `'${place.path} ${flag}'`).join(' | ');
      return `    ${patterns}) words='${choices.join(' ')}' ;;`;
    }),
  );
  const others = places.map(({ path, words }) => `        '${path}') words='${words.join(' ')}' ;;`);
  return [
    'case "$place $before" in',
    ...values,
    '    *)',
    '      case "$place" in',
    ...others,
    '      esac ;;',
    '  esac',
  ].join('\n');
}

function fishLines({ path, words, values }: Place): string[] {
  const here = `complete -c chck -n 'test (__chck_place) = "${path}"'`;
  const names = words.filter((word) => !word.startsWith('-'));
  const flags = words.filter((word) => word.startsWith('--'));
  const choices = (flag: string) => values.find((value) => value.flags.includes(flag))?.choices;
  return [
    ...(names.length === 0 ? [] : [`${here} -f -a '${names.join(' ')}'`]),
    ...flags.map((flag) => {
      const given = choices(flag);
      return `${here} -l ${flag.slice(2)}${given === undefined ? '' : ` -x -a '${given.join(' ')}'`}`;
    }),
  ];
}
