// Errors that a caller of an HTTP API or a person at a form reads.
package com.acme.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.web.server.ResponseStatusException;

@RestController
class AccountController {
    // error: ResponseStatus "No such account" status=404 audience=api
    @ResponseStatus(value = HttpStatus.NOT_FOUND, reason = "No such account")
    @ExceptionHandler(MissingException.class)
    void missing() {}

    ResponseEntity<?> show(String id, BindingResult result, HttpServletResponse response, ProblemDetail problem) {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Account " + id + " not found"); // error: ResponseStatusException "Account {id} not found" status=404 audience=api
        throw new ResponseStatusException(HttpStatusCode.valueOf(410), "gone", cause); // error: ResponseStatusException "gone" status=410 audience=api
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "name is taken"); // error: ProblemDetail "name is taken" status=409 audience=api
        problem.setDetail("told later"); // error: ProblemDetail "told later" audience=api
        problem.setTitle("Conflict"); // error: ProblemDetail "Conflict" audience=api
        return ResponseEntity.status(HttpStatus.BAD_REQUEST).body("bad id"); // error: ResponseEntity "bad id" status=400 audience=api
        return ResponseEntity.status(422).body(Map.of("error", "not valid")); // error: ResponseEntity "not valid" status=422 audience=api
        return ResponseEntity.badRequest().body(new ErrorResponse("ID_MISSING", "no id given")); // error: ResponseEntity "no id given" status=400 code=ID_MISSING audience=api
        return ResponseEntity.status(HttpStatus.NOT_FOUND).header("x", "y").body("no account " + id); // error: ResponseEntity "no account {id}" status=404 audience=api
        return new ResponseEntity<>("forbidden", HttpStatus.FORBIDDEN); // error: ResponseEntity "forbidden" status=403 audience=api
        return ResponseEntity.status(HttpStatus.CONFLICT).body(ErrorDto.builder().code("C1").message("built " + id).build()); // error: ResponseEntity "built {id}" status=409 audience=api
        return ResponseEntity.internalServerError().body(Collections.singletonMap("message", "broken")); // error: ResponseEntity "broken" status=500 audience=api
        return ResponseEntity.status(HttpStatus.CONFLICT).body(dto);
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("id", id));
        ProblemDetail made = ProblemDetail.forStatus(400);
        made.setDetail("made here"); // error: ProblemDetail "made here" audience=api
        return ResponseEntity.ok("fine");
        return ResponseEntity.ok().body("fine");
        return ResponseEntity.status(HttpStatus.CREATED).body("made");
        return ResponseEntity.notFound().build();
        response.sendError(HttpServletResponse.SC_NOT_FOUND, "no page"); // error: - "no page" status=404 audience=api
        response.sendError(503, "later"); // error: - "later" status=503 audience=api
        response.sendError(500);
        result.rejectValue("email", "email.taken", "This address is taken"); // error: - "This address is taken" code=email.taken audience=customer
        result.reject("form.old", "The form is too old"); // error: - "The form is too old" code=form.old audience=customer
        redirect.addFlashAttribute("error", "Not saved"); // error: - "Not saved" audience=customer
        redirect.addFlashAttribute("success", "Saved");
        model.addAttribute("errorMessage", "Not found"); // error: - "Not found" audience=customer
        model.addAttribute("title", "Accounts");
        result.rejectValue("email", "email.taken"); // error: - "email.taken" audience=customer
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, "No such account", null)); // error: - "No such account" audience=customer
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, "Saved it", null));
        context.buildConstraintViolationWithTemplate("dates overlap").addConstraintViolation(); // error: - "dates overlap" audience=customer
    }
}

class Handlers {
    @ExceptionHandler
    ResponseEntity<?> any(Throwable thrown) {
        return ResponseEntity.status(statusOf(thrown)).body("Something went wrong"); // error: ResponseEntity "Something went wrong" status= audience=api
    }

    ResponseEntity<?> caught() {
        try {
            return service.call();
        } catch (ServiceException e) {
            return ResponseEntity.status(e.status()).body("Service: " + e.getMessage()); // error: ResponseEntity "Service: {e_message}" audience=api
        }
    }

    void told(FieldErrors errors) {
        errors.add(new FieldError("account", "name", "is too short")); // error: FieldError "is too short"
    }
}

@ResponseStatus(HttpStatus.GONE)
class GoneException extends RuntimeException {
    GoneException(String id) {
        super("account " + id + " is gone"); // error: GoneException "account {id} is gone" status=410 audience=api
    }
}

class SignUp {
    @NotBlank(message = "Please enter a name") // error: NotBlank "Please enter a name" audience=customer
    private String name;

    @Size(min = 3, max = 20, message = "between {min} and {max} letters") // error: Size "between 3 and 20 letters" audience=customer
    private String nick;

    @Email(message = "{signup.email.invalid}") // error: Email "signup.email.invalid" audience=customer
    private String email;

    @Pattern(regexp = "[0-9]+", message = PHONE) // error: Pattern "digits only" audience=customer
    private String phone;

    @NotNull
    private String other;

    @Deprecated(since = "message")
    private static final String PHONE = "digits only";

    record Address(@NotNull(message = "street is missing") String street) {} // error: NotNull "street is missing" audience=customer
}

@Constraint(validatedBy = Strong.class)
@interface StrongPassword {
    String message() default "password is too weak"; // error: StrongPassword "password is too weak" audience=customer
}
