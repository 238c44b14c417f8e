/** The mark: an E of three bars, the middle one ending in the port that metrics come out of. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <path d="M8 7h16v4H8zM8 14h8v4H8zM8 21h16v4H8z" />
        <circle cx="21.5" cy="16" r="2.5" />
      </g>
    </svg>
  )
}
