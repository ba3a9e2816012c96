import type { JSX } from 'preact';

const [WIDTH, HEIGHT] = [100, 10];

/** A share of a whole as a bar; its number stands beside it. Nothing where it is not known. */
export function ShareBar({ share }: { readonly share: number | null }): JSX.Element | null {
  if (share === null) return null;
  const drawn = Math.min(1, Math.max(0, share)) * WIDTH;
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect class="whole" x="0.5" y="0.5" width={WIDTH - 1} height={HEIGHT - 1} />
      <rect class="part" x="0" y="0" width={drawn.toFixed(1)} height={HEIGHT} />
    </svg>
  );
}
