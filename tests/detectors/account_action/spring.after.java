// file: src/main/java/shop/UserController.java
package shop;

@RestController
@RequestMapping("/users")
public class UserController {
    @GetMapping("/{id}")
    public User get(@PathVariable long id) { return users.get(id); }

    // signal: account-action key="POST /users/{id}/lock" symbol="UserController.lock" action="users lock" method="POST" path="/users/{id}/lock"
    @PostMapping("/{id}/lock")
    public void lock(@PathVariable long id) { service.lockUser(id); }

    // signal: account-action key="PUT /users/{id}/password" action="change password"
    @RequestMapping(value = "/{id}/password", method = RequestMethod.PUT)
    public void password(@PathVariable long id) { }
}
// file: src/main/java/shop/UserService.java
package shop;

public class UserService {
    // signal: account-action key="UserService.unlockUser" action="unlock user" name="unlockUser" path=""
    public void unlockUser(long id) { }

    private void resetPassword(long id) { }

    public boolean isUserLocked(long id) { return false; }
}
// file: src/main/java/shop/UserRepository.java
package shop;

public interface UserRepository {
    void deleteUser(long id);
}
// file: src/test/java/shop/UserServiceTest.java
package shop;

public class UserServiceTest {
    public void unlockUser() { }
}
