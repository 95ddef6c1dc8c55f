const paths = {
  overview: 'M3 3h6v7H3zM11 3h6v4h-6zM11 10h6v7h-6zM3 13h6v4H3z',
  'api-keys': 'M12.5 3a4.5 4.5 0 1 1-4 6.6L3 15v2h3v-2h2v-2h2l1-1.4M13.5 6.5h.01',
  cards: 'M3 6h10v11H3zM7 3h10v11',
  gradings: 'M10 3l2 4.3 4.7.6-3.4 3.2.9 4.7L10 13.5l-4.2 2.3.9-4.7L3.3 7.9 8 7.3z',
  webhooks: 'M6 14a3 3 0 1 1-1.5-5.6M6 14h7M14 14a2 2 0 1 0 2-2l-4-6.5M10 8a2.8 2.8 0 1 1 2.8-2.5M9 7.5L6 13',
  traffic: 'M3 7h13l-3-3M17 13H4l3 3',
  simulator: 'M4 5h12M4 10h12M4 15h12M8 3v4M13 8v4M6 13v4',
  reference: 'M4 3h9l3 3v11H4zM7 9h6M7 12h6M7 6h3',
} as const;

export type IconName = keyof typeof paths;

/** A small icon beside a label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
