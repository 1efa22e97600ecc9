/** Voicebanks: singers that the administrator brings, what each can do, and on which terms. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useScope } from "../../core/hooks";
import type { BankReport, BankShort } from "../../core/wire-banks";
import { factsOf } from "../../model/banks";
import { languageName } from "../../model/voices";
import { banks, loadBanks, openBank, problem, remove, reports } from "../../stores/banks";
import { user } from "../../stores/session";
import { Icon } from "../icon";
import { Notice } from "../notice";
import { BringBank } from "./bring-bank";

export function Banks(): JSX.Element | null {
  useScope(() => void loadBanks(), []);
  const isAdmin = Boolean(user.value?.is_admin);
  if (!isAdmin && !banks.value.length) return null;
  return (
    <section class="banks" aria-labelledby="h-banks">
      <h2 id="h-banks">Voicebanks</h2>
      {isAdmin && <BringBank />}
      {problem.value && <Notice>{problem.value}</Notice>}
      <ul>
        {banks.value.map((bank) => (
          <Bank key={bank.id} bank={bank} isMine={isAdmin} />
        ))}
      </ul>
    </section>
  );
}

function Bank({ bank, isMine }: { bank: BankShort; isMine: boolean }): JSX.Element {
  const isOpen = useSignal(false);
  const toggle = (): void => {
    isOpen.value = !isOpen.value;
    if (isOpen.value) void openBank(bank.id);
  };
  const report = reports.value.get(bank.id);
  const about = bank.kind === "vocoder" ? "a vocoder that banks share" : bank.languages.map(languageName).join(", ");
  return (
    <li>
      <div class="bank">
        <button type="button" class="name" aria-expanded={isOpen.value} onClick={toggle}>
          {bank.name}
          <small>{about}</small>
        </button>
        {isMine && <Remove bank={bank} />}
      </div>
      {!bank.available && (
        <p class="caution">
          <Icon name="warning" />
          {bank.reason}
        </p>
      )}
      {isOpen.value && report && <Report bank={report} />}
    </li>
  );
}

function Report({ bank }: { bank: BankReport }): JSX.Element {
  return (
    <div class="bankreport">
      <dl>
        {factsOf(bank).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {bank.missing.map(({ part, effect }) => (
        <p key={part} class="caution">
          <Icon name="warning" />
          No {part}: {effect}.
        </p>
      ))}
      {bank.terms.map(({ file, text }) => (
        <figure key={file}>
          <figcaption class="k">{file}</figcaption>
          <pre tabIndex={0}>{text}</pre>
        </figure>
      ))}
      {bank.kind === "bank" && !bank.terms.length && <p class="k">It came without a licence. Ask its maker before you publish what it sings.</p>}
    </div>
  );
}

/** What is removed does not come back, so that it is asked once more. */
function Remove({ bank }: { bank: BankShort }): JSX.Element {
  const isAsking = useSignal(false);
  if (!isAsking.value) {
    return (
      <button type="button" class="btn small quiet" aria-label={`Remove ${bank.name}`} onClick={() => (isAsking.value = true)}>
        Remove
      </button>
    );
  }
  return (
    <span class="question" role="group" aria-label={`Remove ${bank.name} for good`}>
      <button type="button" class="btn small" onClick={() => void remove(bank)}>
        Remove for good
      </button>
      <button type="button" class="btn small quiet" onClick={() => (isAsking.value = false)}>
        Keep it
      </button>
    </span>
  );
}
