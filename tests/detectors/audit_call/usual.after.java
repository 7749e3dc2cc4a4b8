// file: src/main/java/shop/UserController.java
package shop;

@RestController
public class UserController {
    @PostMapping("/users/{id}/lock")
    public void lock(long id) {
        // signal: audit-call key="POST /users/{id}/lock" symbol="UserController.lock" call="auditService.log"
        auditService.log("locked", id);
    }

    // signal: audit-call key="POST /users/{id}/unlock" call="Audited"
    @Audited
    @PostMapping("/users/{id}/unlock")
    public void unlock(long id) { }

    @PostMapping("/users/{id}/close")
    public void close(long id) { log.info("auditing is not done"); }
}
