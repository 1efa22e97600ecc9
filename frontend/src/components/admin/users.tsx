/** Users: who has an account, whether they are let in, and credits for them. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { closeUser, grantCredits, type ListedAccount, listUsers, setDisabled, type UserState, verifyUser } from "../../api/admin";
import type { Listing } from "../../core/listing";
import { go } from "../../core/router";
import { standing } from "../../model/desk";
import { size } from "../../model/downloads";
import { count } from "../../model/names";
import { ago } from "../../model/time";
import { user } from "../../stores/session";
import { show } from "../../stores/toast";
import { Asking } from "../asking";
import { Field, Form } from "../form";
import { Icon, type IconName } from "../icon";
import type { MenuItem } from "../menu";
import { useListing } from "./room";
import { type Column, List } from "./table";

const STATES: readonly (readonly [UserState, string])[] = [
  ["all", "All"],
  ["active", "Active"],
  ["disabled", "Disabled"],
  ["unverified", "Unverified"],
];
const ICONS: Readonly<Record<ReturnType<typeof standing>, IconName>> = { Active: "check", Disabled: "stopped", Unverified: "waiting" };

const COLUMNS: readonly Column<ListedAccount>[] = [
  { head: "Name", cell: (one) => <Who one={one} /> },
  { head: "State", cell: (one) => <Standing one={one} /> },
  { head: "Songs", isNumber: true, cell: ({ songs }) => songs },
  { head: "Storage", isNumber: true, cell: ({ bytes }) => size(bytes) },
  { head: "Credits", isNumber: true, cell: ({ credits }) => credits },
  { head: "Seen", isNumber: true, cell: ({ seen_at }) => (seen_at ? ago(seen_at) : "never") },
];

type Asked = { about: "credits" | "closing"; one: ListedAccount };

export function Users(): JSX.Element {
  const listing = useListing(listUsers, "all");
  const asked = useSignal<Asked | null>(null);
  const acts = (one: ListedAccount): MenuItem[] => {
    const mail = { label: "Verify the address", act: () => void listing.act(one, verifyUser(one.id)) };
    const turn = { label: one.disabled_at ? "Enable" : "Disable", act: () => void listing.act(one, setDisabled(one.id, !one.disabled_at)) };
    const credits = { label: "Give credits", act: () => void (asked.value = { about: "credits", one }) };
    const others = [
      { label: "Write", act: () => go(`/messages/${one.id}`) },
      turn,
      { label: "Close the account", act: () => void (asked.value = { about: "closing", one }) },
    ];
    return [credits, ...(one.email_verified ? [] : [mail]), ...(one.id === user.value?.id ? [] : others)];
  };
  const close = (): void => void (asked.value = null);
  return (
    <>
      <List label="Users" listing={listing} states={STATES} hasSearch none="Nobody is called so." columns={COLUMNS} name={({ username }) => username} acts={acts} />
      {asked.value?.about === "credits" && <Give one={asked.value.one} listing={listing} close={close} />}
      {asked.value?.about === "closing" && <Close one={asked.value.one} listing={listing} close={close} />}
    </>
  );
}

function Who({ one }: { one: ListedAccount }): JSX.Element {
  return (
    <>
      <b>{one.username}</b>
      <small>
        {one.email}
        {one.is_admin && ", administrator"}
      </small>
    </>
  );
}

function Standing({ one }: { one: ListedAccount }): JSX.Element {
  const word = standing(one);
  return (
    <span class={`state ${word.toLowerCase()}`}>
      <Icon name={ICONS[word]} />
      {word}
    </span>
  );
}

interface AboutOne {
  one: ListedAccount;
  listing: Listing<ListedAccount, UserState>;
  close: () => void;
}

function Give({ one, listing, close }: AboutOne): JSX.Element {
  const act = async ({ amount = "", note = "" }: Record<string, string>): Promise<void> => {
    const { balance } = await grantCredits(one.id, Number(amount), note);
    close();
    void listing.act(one, Promise.resolve({ credits: balance }));
    show({ says: `${one.username} has ${count(balance, "credit")} now.` });
  };
  return (
    <Asking title={`Credits for ${one.username}`} close={close}>
      <Form act={act} button="Give" busy="Giving" kind="primary">
        {(says) => (
          <>
            <Field name="amount" label="How many?" hint="With a minus they are taken back" says={says("amount")} />
            <Field name="note" label="What for?" says={says("note")} required={false} />
          </>
        )}
      </Form>
    </Asking>
  );
}

function Close({ one, listing, close }: AboutOne): JSX.Element {
  const act = async (): Promise<void> => {
    await closeUser(one.id);
    close();
    await listing.renew();
  };
  return (
    <Asking title={`Close the account of ${one.username}?`} close={close}>
      <p>Their songs, files and messages go at once. Nothing can be brought back.</p>
      <Form act={act} button="Close it for good" busy="Closing" kind="primary">
        {() => null}
      </Form>
    </Asking>
  );
}
