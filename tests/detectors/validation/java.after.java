// file: src/main/java/shop/Customer.java
class Customer {
    // signal: validation-changed field="NAME" kind="name"
    private static final Pattern NAME = Pattern.compile("^[a-z]+$", Pattern.CASE_INSENSITIVE);

    // signal: validation-changed field="email" refused="O'Brien@example.ie, first+tag@example.com" symbol="Customer"
    @Pattern(regexp = "[\\w.-]+@[\\w.-]+")
    private String email;

    @Column(length = 20) @Size(max = 20)
    private String lastName;

    // signal: validation-changed field="firstName" rule="at most 4 characters" refused="Anne-Marie, D'Angelo, Mary Ann"
    @Size(max = 4)
    private String firstName;

    void check(String phone, String surname) {
        // signal: validation-changed field="phone"
        if (!phone.matches("\\d+")) throw new IllegalArgumentException("digits only");
        // signal: validation-changed field="surname" refused="O'Connor, Anne-Marie, de la Cruz"
        if (!Pattern.compile("[\\p{L}]+").matcher(surname).matches()) throw new IllegalArgumentException();
    }
}
