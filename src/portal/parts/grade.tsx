/** A grade as a badge; `Raw` without one. */
export function Grade({ grade, grader }: { grade: number | null; grader?: string | null }) {
  if (grade === null) return <span class="grade raw">Raw</span>;
  return (
    <span class="grade" title={`Grade ${grade}${grader ? ` by ${grader}` : ''}`}>
      {grade}
    </span>
  );
}
