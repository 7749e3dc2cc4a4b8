// file: src/main/java/shop/Orders.java
@Path("/orders")
public class Orders {
    // signal: route-added key="POST /orders" mutating="yes"
    @POST
    public Order make(Order order) { return null; }
}
// file: src/main/java/shop/Api.java
@RestController
@RequestMapping({"/v1", "/v2"})
public class Api {
    // signal: route-added key="GET /v1/items"
    // signal: route-added key="GET /v2/items"
    @GetMapping(path = "/items")
    public List<Item> items() { return null; }

    // signal: route-added key="ANY /v1"
    // signal: route-added key="ANY /v2"
    @RequestMapping
    public void all() { }
}
// file: src/main/java/shop/Remote.java
@FeignClient("stock")
public interface Remote {
    @GetMapping("/stock")
    int stock();
}
// file: src/main/java/shop/Retro.java
public interface Retro {
    @GET("stock")
    Call<Integer> stock();
}
// file: src/main/java/shop/Routing.java
class Routing {
    RouterFunction<ServerResponse> routes(Handler handler) {
        // signal: route-added key="POST /pay" handler="pay"
        return route(POST("/pay"), handler::pay);
    }
}
// file: src/main/java/shop/Micro.java
@Controller("/micro")
class Micro {
    @Get("/{name}") // signal: route-added key="GET /micro/{name}"
    String hello(String name) { return name; }
}
