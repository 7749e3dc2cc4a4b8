package shop.orders;

/** Errors that reach their reader through a method; exceptions whose argument says which case it is. */
class Orders {
    private static IllegalStateException refused(String reason, int status) {
        return new IllegalStateException("Refused: " + reason); // error: IllegalStateException "Refused: {reason}"
    }

    private void fail(String message) {
        throw new ShopException(message); // error: ShopException "{message}"
    }

    void cancel(Order order, String text) {
        fail("No such order"); // error: ShopException "No such order"
        fail(text);
        this.fail("Order " + order.getId() + " is shipped"); // error: ShopException "Order {order_id} is shipped" kinds=id
        other.fail("Of another object");
        callback.accept(refused("too late", 1)); // error: IllegalStateException "Refused: too late"
        throw refused("gone"); // error: IllegalStateException "Refused: gone"
        throw new DataMissingException(DataMissingException.Type.SHARED);
        throw new ShopException(ShopException.Reason.LOCKED); // error: ShopException "{locked}" opening=ShopException.Reason.LOCKED
    }
}
