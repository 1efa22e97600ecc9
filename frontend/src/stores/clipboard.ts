/** Handing something over to be pasted elsewhere. */
import { show } from "./toast";

export async function copy(text: string, says = "Copied."): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    show({ says });
  } catch {
    show({ says: "The browser did not let it be copied. Select it and copy it by hand." });
  }
}
