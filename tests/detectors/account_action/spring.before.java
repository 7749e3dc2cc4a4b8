// file: src/main/java/shop/UserController.java
package shop;

@RestController
@RequestMapping("/users")
public class UserController {
    @GetMapping("/{id}")
    public User get(@PathVariable long id) { return users.get(id); }
}
