const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** An open book with a spark: things to try. */
export function ExamplesIcon() {
  return (
    <svg viewBox="0 0 20 20" {...STROKE} aria-hidden="true">
      <path d="M4 3.5h8.5A2.5 2.5 0 0 1 15 6v10.5H6A2 2 0 0 1 4 14.5z" />
      <path d="M7 7.5h5M7 10.5h3.5" />
    </svg>
  );
}

/** A pulse: how it is doing. */
export function StatusIcon() {
  return (
    <svg viewBox="0 0 20 20" {...STROKE} aria-hidden="true">
      <path d="M2.5 10.5h3l2.5-6 4 11 2.5-5h3" />
    </svg>
  );
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="2.4">
        <circle cx="16" cy="16" r="4.6" />
        <path d="M16 11.4V6M20 18.3l4.7 2.7M12 18.3 7.3 21" />
      </g>
    </svg>
  );
}

export function DownloadIcon() {
  return (
    <svg viewBox="0 0 20 20" {...STROKE} aria-hidden="true">
      <path d="M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4 16.5h12" />
    </svg>
  );
}

/** An eye: what somebody else sees. */
export function ViewAsIcon() {
  return (
    <svg viewBox="0 0 20 20" {...STROKE} aria-hidden="true">
      <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z" />
      <circle cx="10" cy="10" r="2.4" />
    </svg>
  );
}
