import { NativeSelect } from "@mantine/core";
import { LIST_ORDERS, type ListOrder } from "./list-order.ts";
import { setListPreferences, useListPreferences } from "./list-preferences.ts";
import { words } from "./words.ts";

const ORDERS = LIST_ORDERS.map((value) => ({ value, label: words.list.orders[value] }));

/** What the list is sorted by. */
export function OrderField({ size = "xs" }: { size?: "xs" | "md" }) {
  const { order } = useListPreferences();
  return (
    <NativeSelect
      size={size}
      aria-label={words.list.order}
      data={ORDERS}
      value={order}
      onChange={({ currentTarget }) => setListPreferences({ order: currentTarget.value as ListOrder })}
    />
  );
}
