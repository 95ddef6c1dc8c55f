/** What a page says instead of itself. */
export function ErrorPage({ message }: { message: string }) {
  return (
    <div class="panel empty">
      <p>{message}</p>
      <p>
        <a href="/dashboard">To the overview</a>
      </p>
    </div>
  );
}
