/** What a page shows when it cannot show its content. */
export function ErrorMessage({ message }: { message: string }) {
  return (
    <div class="panel empty">
      <p>{message}</p>
      <p>
        <a href="/dashboard">To the overview</a>
      </p>
    </div>
  );
}
