/** The title of the page, for tabs and for those who hear it. */
import { useEffect } from "preact/hooks";

export function useTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} · Mini Studio`;
  }, [page]);
}
