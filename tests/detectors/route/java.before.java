// file: src/main/java/shop/Orders.java
@Path("/orders")
public class Orders {
    // signal: route-removed key="GET /orders/{id}" mutating="no" handler="Orders.get"
    @GET
    @Path("{id}")
    public Order get(@PathParam("id") long id) { return null; }
}
